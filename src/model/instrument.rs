//! The questionnaire: versions, items, scale.

use crate::model::{CodeId, InstrumentId, ItemId};
use std::collections::BTreeMap;

/// Whether a questionnaire version may still be edited.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum InstrumentStatus {
    /// May be edited; no answers yet.
    Draft,
    /// Fixed for ever; answers refer to it.
    Frozen,
}

impl InstrumentStatus {
    /// The word used in files and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Frozen => "frozen",
        }
    }
}

/// One step of an answer scale.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ScalePoint {
    /// The number that is recorded.
    pub value: i32,
    /// What respondents read, by language tag.
    pub labels: BTreeMap<String, String>,
}

/// The answer scale all items share.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scale {
    /// The steps, lowest value first.
    pub points: Vec<ScalePoint>,
}

impl Scale {
    /// Lowest recorded value; 0 for an empty scale.
    pub fn minimum(&self) -> i32 {
        self.points.first().map_or(0, |point| point.value)
    }

    /// Highest recorded value; 0 for an empty scale.
    pub fn maximum(&self) -> i32 {
        self.points.last().map_or(0, |point| point.value)
    }

    /// The middle between lowest and highest value, the reference of the one-sample t-tests.
    pub fn midpoint(&self) -> f64 {
        f64::midpoint(f64::from(self.minimum()), f64::from(self.maximum()))
    }
}

/// One statement of the questionnaire, which measures one factor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Short unique handle such as `Q17`, the column name of the answers.
    pub key: String,
    /// The factor it measures.
    pub factor: CodeId,
    /// Key of the factor when the item was made, kept for readers of exported files.
    pub factor_key: String,
    /// Position in the questionnaire, from 1.
    pub position: u32,
    /// Whether agreement speaks *against* the factor.
    pub reversed: bool,
    /// What respondents read, by language tag.
    pub wordings: BTreeMap<String, String>,
}

/// One version of the questionnaire.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Instrument {
    /// Its id.
    pub id: InstrumentId,
    /// Version number, from 1.
    pub version: u32,
    /// Title by language tag.
    pub titles: BTreeMap<String, String>,
    /// Draft or frozen.
    pub status: InstrumentStatus,
    /// The answer scale.
    pub scale: Scale,
    /// Items in the order of the questionnaire.
    pub items: Vec<Item>,
}
