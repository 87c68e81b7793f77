//! Everything that an exchange file of the standard can hold.
//!
//! Texts of attributes and elements that are missing are empty strings: the standard gives an empty one no meaning of its own.
//! Times stay as written, see [`crate::exchange::refi::milliseconds`].

use crate::exchange::refi::Guid;

/// A whole project.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Project {
    /// Name of the project.
    pub name: String,
    /// The program that wrote it.
    pub origin: String,
    /// Where media outside the archive lie.
    pub base_path: String,
    /// Who made and changed it, and when.
    pub stamp: Stamp,
    /// People.
    pub users: Vec<User>,
    /// The codebook, every code behind its parent.
    pub codes: Vec<Code>,
    /// Variables of cases and sources.
    pub variables: Vec<Variable>,
    /// Cases: people, places, things that are studied.
    pub cases: Vec<Case>,
    /// Texts and media.
    pub sources: Vec<Source>,
    /// Notes; a note is a text source.
    pub notes: Vec<TextSource>,
    /// Links between any two things.
    pub links: Vec<Link>,
    /// Sets of codes, sources and notes.
    pub sets: Vec<Set>,
    /// Drawings of codes and links.
    pub graphs: Vec<Graph>,
    /// What the project is about.
    pub description: String,
    /// Notes on the project as a whole.
    pub note_refs: Vec<Guid>,
}

/// Who made and changed a thing, and when.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stamp {
    /// Who made it.
    pub creating_user: Option<Guid>,
    /// When, as written.
    pub created: String,
    /// Who changed it last.
    pub modifying_user: Option<Guid>,
    /// When, as written.
    pub modified: String,
}

/// A person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct User {
    /// Its GUID.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// Initials.
    pub id: String,
}

/// A code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
    /// Its GUID.
    pub guid: Guid,
    /// Index of the code it stands under; smaller than its own.
    pub parent: Option<usize>,
    /// Name.
    pub name: String,
    /// Whether passages may be coded with it.
    pub is_codable: bool,
    /// `#rrggbb` or `#rgb`; empty for none.
    pub colour: String,
    /// What it means.
    pub description: String,
    /// Notes on it.
    pub note_refs: Vec<Guid>,
}

/// What kind of value a variable has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ValueKind {
    /// Text.
    #[default]
    Text,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// A decimal number.
    Float,
    /// A day.
    Date,
    /// A moment.
    DateTime,
}

impl ValueKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::Boolean, Self::Integer, Self::Float, Self::Date, Self::DateTime];

    /// The standard's word; the element of a value is this word with `Value` behind it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Boolean => "Boolean",
            Self::Integer => "Integer",
            Self::Float => "Float",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
        }
    }

    /// Reads the standard's word in any letter case.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(word.trim()))
    }
}

/// A variable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variable {
    /// Its GUID.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// Kind of its values.
    pub kind: ValueKind,
    /// What it means.
    pub description: String,
}

/// The value of a variable for a case or a source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Value {
    /// The variable.
    pub variable: Guid,
    /// Kind of the element that holds the value; `None` when there is no value.
    pub kind: Option<ValueKind>,
    /// The value as written.
    pub text: String,
}

/// A case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Case {
    /// Its GUID.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Codes that stand for it.
    pub codes: Vec<Guid>,
    /// Values of variables.
    pub values: Vec<Value>,
    /// Sources that belong to it.
    pub sources: Vec<Guid>,
    /// Selections that belong to it.
    pub selections: Vec<Guid>,
}

/// A source of any kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// A text.
    Text(Box<TextSource>),
    /// A picture, a PDF, a sound or a film.
    Media(Box<MediaSource>),
}

impl Source {
    /// Its GUID.
    pub fn guid(&self) -> Guid {
        match self {
            Self::Text(text) => text.guid,
            Self::Media(media) => media.guid,
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Text(text) => &text.name,
            Self::Media(media) => &media.name,
        }
    }
}

/// A text: a source, a note, what a PDF or a picture says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextSource {
    /// Its GUID.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// File with its layout.
    pub rich_path: String,
    /// File with the text alone.
    pub plain_path: String,
    /// Who and when.
    pub stamp: Stamp,
    /// What it is.
    pub description: String,
    /// The text, when it stands in the project file itself.
    pub content: Option<String>,
    /// Passages.
    pub selections: Vec<Selection>,
    /// Codings of the whole text.
    pub codings: Vec<Coding>,
    /// Notes on it.
    pub note_refs: Vec<Guid>,
    /// Values of variables.
    pub values: Vec<Value>,
}

impl TextSource {
    /// A text without anything.
    pub fn bare(guid: Guid) -> Self {
        Self {
            guid,
            name: String::new(),
            rich_path: String::new(),
            plain_path: String::new(),
            stamp: Stamp::default(),
            description: String::new(),
            content: None,
            selections: Vec::new(),
            codings: Vec::new(),
            note_refs: Vec::new(),
            values: Vec::new(),
        }
    }
}

/// Where a selection stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SelectionPlace {
    /// In a text, as its program counts.
    Text {
        /// First position.
        start: i64,
        /// Position behind the last one.
        end: i64,
    },
    /// A rectangle of a picture, or of a page of a PDF.
    Area {
        /// Page of a PDF, from 0; `None` in a picture.
        page: Option<i64>,
        /// First corner and second corner: x, y, x, y.
        corners: [i64; 4],
    },
    /// A stretch of a sound or film, in milliseconds.
    Time {
        /// Begin.
        begin: i64,
        /// End.
        end: i64,
    },
    /// Between two points of a transcript.
    Between {
        /// First point.
        from: Option<Guid>,
        /// Second point.
        to: Option<Guid>,
    },
}

/// A part of a source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selection {
    /// Its GUID.
    pub guid: Guid,
    /// Name; most programs write the beginning of the words here.
    pub name: String,
    /// Where it stands.
    pub place: SelectionPlace,
    /// Who and when.
    pub stamp: Stamp,
    /// A remark on it.
    pub description: String,
    /// What an area of a PDF says.
    pub representation: Option<Box<TextSource>>,
    /// Codings of it.
    pub codings: Vec<Coding>,
    /// Notes on it.
    pub note_refs: Vec<Guid>,
}

/// A code on something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coding {
    /// Its GUID.
    pub guid: Guid,
    /// Who coded.
    pub user: Option<Guid>,
    /// When, as written.
    pub created: String,
    /// The code.
    pub code: Guid,
    /// Notes on the coding.
    pub note_refs: Vec<Guid>,
}

/// The kind of a medium.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MediaKind {
    /// A picture.
    Picture,
    /// A PDF.
    Pdf,
    /// A sound.
    Audio,
    /// A film.
    Video,
}

impl MediaKind {
    /// The standard's word; elements are this word with `Source` or `Selection` behind it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Picture => "Picture",
            Self::Pdf => "PDF",
            Self::Audio => "Audio",
            Self::Video => "Video",
        }
    }
}

/// A picture, a PDF, a sound or a film.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MediaSource {
    /// What it is.
    pub kind: MediaKind,
    /// Its GUID.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// Where the file lies.
    pub path: String,
    /// Where it lay when the file was written.
    pub current_path: String,
    /// Who and when.
    pub stamp: Stamp,
    /// What it is about.
    pub description: String,
    /// The text of a PDF, or the description of a picture.
    pub text: Option<TextSource>,
    /// Transcripts of a sound or film.
    pub transcripts: Vec<Transcript>,
    /// Parts of it.
    pub selections: Vec<Selection>,
    /// Codings of the whole.
    pub codings: Vec<Coding>,
    /// Notes on it.
    pub note_refs: Vec<Guid>,
    /// Values of variables.
    pub values: Vec<Value>,
}

impl MediaSource {
    /// A medium without anything.
    pub fn bare(kind: MediaKind, guid: Guid) -> Self {
        Self {
            kind,
            guid,
            name: String::new(),
            path: String::new(),
            current_path: String::new(),
            stamp: Stamp::default(),
            description: String::new(),
            text: None,
            transcripts: Vec::new(),
            selections: Vec::new(),
            codings: Vec::new(),
            note_refs: Vec::new(),
            values: Vec::new(),
        }
    }
}

/// A transcript of a sound or film.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transcript {
    /// Its text; the selections stand between points.
    pub text: TextSource,
    /// Places of the text with their times.
    pub points: Vec<SyncPoint>,
}

/// A place of a transcript with its time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyncPoint {
    /// Its GUID.
    pub guid: Guid,
    /// Milliseconds.
    pub time: Option<i64>,
    /// Position in the text.
    pub position: Option<i64>,
}

/// A link between two things.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Its GUID.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// `Associative`, `OneWay`, `Bidirectional`, or empty.
    pub direction: String,
    /// Colour.
    pub colour: String,
    /// From where.
    pub origin: Option<Guid>,
    /// Where to.
    pub target: Option<Guid>,
    /// Notes on it.
    pub note_refs: Vec<Guid>,
}

/// A set.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Set {
    /// Its GUID.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Codes in it.
    pub codes: Vec<Guid>,
    /// Sources in it.
    pub sources: Vec<Guid>,
    /// Notes in it.
    pub notes: Vec<Guid>,
}

/// A drawing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Graph {
    /// Its GUID.
    pub guid: Guid,
    /// Name.
    pub name: String,
    /// Its nodes.
    pub vertices: Vec<Vertex>,
    /// Its lines.
    pub edges: Vec<Edge>,
}

/// A node of a drawing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vertex {
    /// Its GUID.
    pub guid: Guid,
    /// What it stands for.
    pub represents: Option<Guid>,
    /// Name.
    pub name: String,
    /// First corner.
    pub first: (i64, i64),
    /// Second corner; either coordinate may be missing.
    pub second: (Option<i64>, Option<i64>),
    /// Shape, one of the standard's words, or empty.
    pub shape: String,
    /// Colour.
    pub colour: String,
}

/// A line of a drawing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// Its GUID.
    pub guid: Guid,
    /// What it stands for.
    pub represents: Option<Guid>,
    /// Name.
    pub name: String,
    /// Node at which it begins.
    pub source: Guid,
    /// Node at which it ends.
    pub target: Guid,
    /// Colour.
    pub colour: String,
    /// Direction, as for links.
    pub direction: String,
    /// `dotted`, `dashed`, `solid`, or empty.
    pub line_style: String,
}
