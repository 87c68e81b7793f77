//! From stored answers to plain numbers.

use crate::model::{CodeId, Instrument, ResponseSet};
use std::collections::BTreeMap;

/// Scored answers: one column per item; reversed items are turned round, missing answers are NaN.
#[derive(Clone, PartialEq, Debug)]
pub struct ItemScores {
    /// Keys of the items, in the instrument's order.
    pub keys: Vec<String>,
    /// Factor of each item.
    pub factors: Vec<CodeId>,
    /// One column per item, one value per respondent.
    pub columns: Vec<Vec<f64>>,
    /// Number of respondents.
    pub respondents: usize,
}

/// Scores a response set once, before any analysis: a reversed item's answer `x` becomes `minimum + maximum − x`.
pub fn scores(set: &ResponseSet, instrument: &Instrument) -> ItemScores {
    let turn = f64::from(instrument.scale.minimum()) + f64::from(instrument.scale.maximum());
    let columns = instrument
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            set.rows
                .iter()
                .map(|row| match row.answers.get(index).copied().flatten().map(f64::from) {
                    None => f64::NAN,
                    Some(value) if item.reversed => turn - value,
                    Some(value) => value,
                })
                .collect()
        })
        .collect();
    ItemScores {
        keys: instrument.items.iter().map(|item| item.key.clone()).collect(),
        factors: instrument.items.iter().map(|item| item.factor).collect(),
        columns,
        respondents: set.rows.len(),
    }
}

impl ItemScores {
    /// Number of respondents who answered every item.
    pub fn complete(&self) -> usize {
        (0..self.respondents).filter(|row| self.columns.iter().all(|column| column[*row].is_finite())).count()
    }

    /// Score of each factor for each respondent: the mean of its items' answers, NaN where one of them is missing.
    pub fn by_factor(&self) -> BTreeMap<CodeId, Vec<f64>> {
        let mut items: BTreeMap<CodeId, Vec<&Vec<f64>>> = BTreeMap::new();
        for (factor, column) in self.factors.iter().zip(&self.columns) {
            items.entry(*factor).or_default().push(column);
        }
        items
            .into_iter()
            .map(|(factor, columns)| {
                let divisor = f64::from(u32::try_from(columns.len()).unwrap_or(u32::MAX));
                let means = (0..self.respondents)
                    .map(|row| columns.iter().map(|column| column[row]).sum::<f64>() / divisor)
                    .collect();
                (factor, means)
            })
            .collect()
    }
}
