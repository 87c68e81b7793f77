//! What a study holds beyond REFI-QDA, in the form in which Baft writes it for itself: one note of JSON.
//!
//! Things are named by the GUIDs they have in the same file. Other programs show the note or pass it on; Baft reads it back.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of this form; a reader that meets a newer one leaves it.
pub const VERSION: u32 = 1;

/// Name of the note.
pub const NOTE_NAME: &str = "Baft";

/// Everything beyond the standard.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug, Default)]
pub struct Extras {
    /// Version of this form.
    pub baft: u32,
    /// The study as a whole.
    pub study: StudyExtras,
    /// GUIDs of sets, notes and graphs that are made anew at each export.
    pub generated: Vec<String>,
    /// Colours of coders.
    #[serde(default)]
    pub coders: BTreeMap<String, String>,
    /// Codes.
    pub codes: BTreeMap<String, CodeExtras>,
    /// Sources.
    pub sources: BTreeMap<String, SourceExtras>,
    /// Codings with weight, stance or a comment.
    #[serde(default)]
    pub codings: BTreeMap<String, CodingExtras>,
    /// Dates of memos, as written.
    #[serde(default)]
    pub memos: BTreeMap<String, String>,
    /// Rounds of coding.
    #[serde(default)]
    pub rounds: Vec<RoundExtras>,
    /// Settled disagreements.
    #[serde(default)]
    pub settlements: Vec<SettlementExtras>,
    /// Decisions of reviewers.
    #[serde(default)]
    pub decisions: Vec<DecisionExtras>,
    /// Rules that the study keeps.
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
    /// Versions of the questionnaire.
    #[serde(default)]
    pub instruments: Vec<InstrumentExtras>,
    /// Sets of answers.
    #[serde(default)]
    pub responses: Vec<ResponseExtras>,
}

impl Extras {
    /// Reads the note's words; `None` when they are not this form, or a newer one.
    pub fn read(text: &str) -> Option<Self> {
        let extras: Self = serde_json::from_str(text).ok()?;
        (extras.baft <= VERSION).then_some(extras)
    }

    /// The note's words.
    pub fn write(&self) -> String {
        serde_json::to_string(self).expect("maps of text and numbers are always valid JSON")
    }
}

/// The study as a whole.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct StudyExtras {
    /// Its lasting name.
    pub uuid: String,
    /// Title.
    pub title: String,
    /// Language of the codebook.
    pub language: String,
    /// Labels of open, axial and selective codes.
    pub labels: [String; 3],
    /// Goals: factors, subscales, components.
    pub goals: [Option<u32>; 3],
}

/// A code.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct CodeExtras {
    /// Key.
    pub key: String,
    /// Level.
    pub level: String,
    /// Definition.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub definition: String,
    /// When to use it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub include: String,
    /// When not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exclude: String,
    /// The quotation that shows it best.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exemplar: String,
    /// Names in other languages.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, String>,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Hash of the description as written, by which a change made elsewhere is seen.
    pub written: String,
}

/// A source.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct SourceExtras {
    /// Title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Kind.
    pub kind: String,
    /// Language tag.
    pub language: String,
    /// Place in the order of coding, from 1.
    pub position: u32,
    /// Name of the original file.
    pub file_name: String,
    /// Name of that file in the archive; empty when it is the text itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Speaker, role, start, end, begin and end in time of every turn.
    pub turns: Vec<TurnExtras>,
}

/// Speaker, role, start, end, begin and end in milliseconds.
pub type TurnExtras = (String, String, u32, u32, Option<u32>, Option<u32>);

/// A coding.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct CodingExtras {
    /// Weight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<u8>,
    /// Stance; empty for one that supports.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stance: String,
}

/// A round.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct RoundExtras {
    /// Name.
    pub name: String,
    /// Whether it is blind.
    pub blind: bool,
    /// Whether it is open.
    pub open: bool,
    /// Its sources.
    pub sources: Vec<String>,
    /// Its coders.
    pub coders: Vec<String>,
}

/// A settlement.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct SettlementExtras {
    /// Source.
    pub source: String,
    /// Code.
    pub code: String,
    /// Start and end in code points.
    pub span: [u32; 2],
    /// Whether the code holds.
    pub coded: bool,
    /// Who settled it.
    pub coder: String,
    /// Why.
    pub note: String,
}

/// A decision of a reviewer.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct DecisionExtras {
    /// The factor; empty when it is on a coding.
    pub code: String,
    /// The coding; empty when it is on a factor.
    pub coding: String,
    /// The reviewer.
    pub coder: String,
    /// What was decided.
    pub outcome: String,
    /// Why.
    pub note: String,
    /// Milliseconds since 1970-01-01 UTC.
    pub made_at: i64,
}

/// A version of the questionnaire.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct InstrumentExtras {
    /// Version.
    pub version: u32,
    /// Whether it is frozen.
    pub frozen: bool,
    /// Titles by language.
    pub titles: BTreeMap<String, String>,
    /// Values and labels of the scale.
    pub scale: Vec<(i32, BTreeMap<String, String>)>,
    /// Items.
    pub items: Vec<ItemExtras>,
}

/// An item.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct ItemExtras {
    /// Key.
    pub key: String,
    /// The factor.
    pub factor: String,
    /// Key of the factor when the item was made.
    pub factor_key: String,
    /// Whether agreement speaks against the factor.
    pub reversed: bool,
    /// Wordings by language.
    pub wordings: BTreeMap<String, String>,
}

/// A set of answers.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct ResponseExtras {
    /// Name.
    pub name: String,
    /// Version of the questionnaire.
    pub version: u32,
    /// Whether they were simulated.
    pub simulated: bool,
    /// Seed of a simulation.
    pub seed: Option<u64>,
    /// Where they come from.
    pub origin: String,
    /// Key and answers of each respondent.
    pub rows: Vec<(String, Vec<Option<i32>>)>,
}
