//! What exchange did with the things it met, for the report that people read.

/// What became of a thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    /// It was taken in another form.
    Changed,
    /// It is kept and written back, but not shown.
    Kept,
    /// It was left out.
    Left,
}

impl Fate {
    /// The word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Kept => "kept",
            Self::Left => "left",
        }
    }
}

macro_rules! subjects {
    ($($(#[$doc:meta])* $variant:ident = $fate:ident $word:literal;)*) => {
        /// What a remark is about.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Subject {
            $($(#[$doc])* $variant,)*
        }

        impl Subject {
            /// Every subject.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word used in JSON; sentences are named by it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// What became of such things.
            pub fn fate(self) -> Fate {
                match self {
                    $(Self::$variant => Fate::$fate,)*
                }
            }
        }
    };
}

subjects! {
    /// A source whose text is not in the archive; it is kept and written back.
    MissingText = Kept "missing-text";
    /// A source whose text is empty.
    EmptyText = Kept "empty-text";
    /// A text that cannot be decoded.
    UnreadableText = Kept "unreadable-text";
    /// Passages that are no span of their text.
    BadSpan = Left "bad-span";
    /// Codings with a code that the project does not have.
    UnknownCode = Left "unknown-code";
    /// Codings by nobody, put down to the coder who imports.
    NoUser = Changed "no-user";
    /// Codings by a user that the project does not list.
    UnknownUser = Changed "unknown-user";
    /// Two users of one name, who are one coder here.
    SameUser = Changed "same-user";
    /// Elements that the standard does not know.
    UnknownElement = Left "unknown-element";
    /// Elements that refer to nothing.
    WithoutReference = Left "without-reference";
    /// Notes that are referred to but are not there.
    MissingNote = Left "missing-note";
    /// Notes without words.
    EmptyNote = Kept "empty-note";
    /// Notes on nothing, which are memos on the study here.
    LooseNote = Changed "loose-note";
    /// Passages that are coded inside a note.
    CodedNote = Kept "coded-note";
    /// A source whose name was taken.
    NameTaken = Changed "name-taken";
    /// A known source whose text is another one here.
    OtherText = Left "other-text";
    /// A text whose positions were counted another way.
    Counted = Changed "counted";
    /// Names of passages that are not the words at their places.
    NamesDiffer = Changed "names-differ";
    /// Passages that were placed by their words, since the positions of the file do not hold in its text.
    PlacedByWords = Changed "placed-by-words";
    /// Codings of a whole text, which are codings of a passage from its first letter to its last here.
    WholeText = Changed "whole-text";
    /// Codings of whole media, which have no text.
    WholeMedia = Kept "whole-media";
    /// Descriptions of sources and passages, which are memos here.
    Description = Changed "description";
    /// Pictures, sounds, films.
    Media = Kept "media";
    /// Areas of PDF pages that were placed by their words.
    AreaPlaced = Changed "area-placed";
    /// Areas of PDF pages without sure words.
    AreaKept = Kept "area-kept";
    /// Transcripts of sounds and films, which are sources here.
    TranscriptTaken = Changed "transcript-taken";
    /// A file that the project names but the archive does not hold.
    MissingFile = Left "missing-file";
    /// A file that is too large to be kept.
    LargeFile = Left "large-file";
    /// Links between things.
    Links = Kept "links";
    /// Sets of things.
    Sets = Kept "sets";
    /// Drawings.
    Graphs = Kept "graphs";
    /// Cases, whose values are attributes of their sources here.
    Cases = Changed "cases";
    /// Cases of passages or of no source.
    LooseCases = Kept "loose-cases";
    /// Codes that may not be used for coding.
    NotCodable = Kept "not-codable";
    /// Codes without a name.
    NamelessCode = Changed "nameless-code";
    /// All codes came as open codes.
    AllOpen = Changed "all-open";
    /// Codes that got a level by their depth.
    ByDepth = Changed "by-depth";
    /// A code whose key was taken.
    KeyTaken = Changed "key-taken";
    /// A code whose description was changed by another program.
    Redescribed = Changed "redescribed";
    /// What Baft wrote for itself cannot be read.
    BrokenExtras = Left "broken-extras";
    /// A version of the questionnaire that the study has otherwise.
    InstrumentTaken = Left "instrument-taken";
    /// A set of answers, a round or the like whose name is taken.
    KnownName = Left "known-name";
    /// Levels of codes: sets in the file.
    Levels = Changed "levels";
    /// Rules of use and exemplars: in the codes' descriptions.
    Rules = Changed "rules";
    /// Names in other languages, aliases and keys of codes.
    OtherNames = Kept "other-names";
    /// Weights and stances of codings.
    Weights = Kept "weights";
    /// Comments of codings: notes in the file.
    Comments = Changed "comments";
    /// Settled disagreements, rounds and decisions.
    Agreement = Kept "agreement";
    /// Questionnaires: a note that people can read.
    Instruments = Changed "instruments";
    /// Answers.
    Responses = Kept "responses";
    /// Speakers and times of turns.
    Turns = Kept "turns";
    /// Quotations that wait for a place.
    Unplaced = Left "unplaced";
    /// What an open blind round hides from the coder who exports.
    Blind = Left "blind";
    /// The history, earlier texts, computed results.
    History = Left "history";
    /// References to what was removed in the meantime.
    Dangling = Left "dangling";
}

/// One line of a report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// What it is about.
    pub subject: Subject,
    /// Name of the thing; empty for the project as a whole.
    pub what: String,
    /// A particular, such as the first words concerned.
    pub detail: String,
    /// How many.
    pub count: usize,
}

/// Remarks in the order in which they came, those on one subject and thing together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Remarks {
    list: Vec<Remark>,
}

impl Remarks {
    /// Adds `count` things to the remark on `subject` and `what`; the first detail stays.
    pub fn add(&mut self, subject: Subject, what: &str, detail: &str, count: usize) {
        if count == 0 {
            return;
        }
        let known = self.list.iter_mut().rev().find(|one| one.subject == subject && one.what == what);
        match known {
            Some(known) => known.count += count,
            None => {
                self.list.push(Remark { subject, what: what.to_owned(), detail: detail.to_owned(), count })
            }
        }
    }

    /// All of them.
    pub fn list(&self) -> &[Remark] {
        &self.list
    }

    /// How many things the remarks on a subject speak of.
    pub fn count(&self, subject: Subject) -> usize {
        self.list.iter().filter(|one| one.subject == subject).map(|one| one.count).sum()
    }
}
