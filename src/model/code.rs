//! Codes: the nodes of the codebook.

use crate::model::CodeId;
use std::collections::BTreeMap;

/// The level of a code in the analysis; a study may show other labels for the three.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// Close to the text. A top-most open code (directly under an axial one) is a *factor*.
    Open,
    /// Groups factors: a *subscale*.
    Axial,
    /// Groups subscales: a *component*.
    Selective,
}

impl Level {
    /// Every level, from the text upwards.
    pub const ALL: [Self; 3] = [Self::Open, Self::Axial, Self::Selective];

    /// The word used in files, JSON and queries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Axial => "axial",
            Self::Selective => "selective",
        }
    }

    /// Reads the word back; `None` for any other word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }

    /// Says whether a code of this level may stand directly under one of level `parent`.
    ///
    /// Open codes nest in open and axial ones, axial codes in axial and selective ones, selective codes in selective ones.
    pub fn may_stand_under(self, parent: Self) -> bool {
        match self {
            Self::Open => matches!(parent, Self::Open | Self::Axial),
            Self::Axial => matches!(parent, Self::Axial | Self::Selective),
            Self::Selective => parent == Self::Selective,
        }
    }
}

/// Everything about a code but its id: what a person writes down for it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CodeDraft {
    /// Short unique handle such as `R17`; people cite it and files refer to it.
    pub key: String,
    /// Name in the study's language.
    pub name: String,
    /// Names in other languages, by language tag.
    pub translations: BTreeMap<String, String>,
    /// What the code means.
    pub definition: String,
    /// When to use it.
    pub include: String,
    /// When not to use it.
    pub exclude: String,
    /// A quotation that shows the code at its clearest.
    pub exemplar: String,
    /// `#rrggbb`, or empty for the colour of the component.
    pub colour: String,
    /// Other names under which the code was known.
    pub aliases: Vec<String>,
}

/// A node of the codebook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
    /// Its id.
    pub id: CodeId,
    /// The code it stands under.
    pub parent: Option<CodeId>,
    /// Its level.
    pub level: Level,
    /// Position among its siblings, from 1.
    pub position: u32,
    /// What people wrote down for it.
    pub draft: CodeDraft,
}

impl Code {
    /// The code's name in `language`, or in the study's language where it has no such translation.
    pub fn name_in(&self, language: &str) -> &str {
        self.draft.translations.get(language).map_or(self.draft.name.as_str(), String::as_str)
    }
}
