//! One draft item for every factor.

use crate::codebook::Codebook;
use crate::model::CodeId;
use std::collections::BTreeMap;

/// How a factor's name becomes a statement in one language: `{factor}` stands for the name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    /// Language tag.
    pub language: String,
    /// The statement with `{factor}` in it.
    pub wording: String,
}

/// An item before it has an id.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DraftItem {
    /// Short unique handle; the column name of the answers.
    pub key: String,
    /// The factor it measures.
    pub factor: CodeId,
    /// The factor's key.
    pub factor_key: String,
    /// Whether agreement speaks against the factor.
    pub reversed: bool,
    /// Wording by language tag.
    pub wordings: BTreeMap<String, String>,
}

/// Words one item for each factor, in the order of the codebook. The item's key is the factor's, so that whoever reads a
/// column of answers knows the factor.
///
/// A language in which a factor has no name of its own gets no wording: a missing translation is better than a wrong one.
pub fn generate(codebook: &Codebook, study_language: &str, templates: &[Template]) -> Vec<DraftItem> {
    codebook
        .factors()
        .into_iter()
        .map(|factor| {
            let wordings = templates
                .iter()
                .filter_map(|template| {
                    let name = if template.language == study_language {
                        Some(&factor.draft.name)
                    } else {
                        factor.draft.translations.get(&template.language)
                    }?;
                    Some((template.language.clone(), template.wording.replace("{factor}", name)))
                })
                .collect();
            DraftItem {
                key: factor.draft.key.clone(),
                factor: factor.id,
                factor_key: factor.draft.key.clone(),
                reversed: false,
                wordings,
            }
        })
        .collect()
}
