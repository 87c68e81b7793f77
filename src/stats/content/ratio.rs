//! The content validity ratio.

use crate::stats::content::critical::{CriticalRatio, lawshe_ratio, of_size};
use crate::stats::content::ratings::{check_panel, given, refuse_ratings};
use crate::stats::describe::{count, moments};
use crate::stats::{Error, Table};

/// Which number stands for which answer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct EssentialCoding {
    /// "Essential".
    pub essential: f64,
    /// "Useful, but not essential"; none for a scale of two answers.
    pub useful: Option<f64>,
    /// "Not necessary".
    pub not_necessary: f64,
}

impl Default for EssentialCoding {
    /// 3 essential, 2 useful, 1 not necessary.
    fn default() -> Self {
        Self { essential: 3.0, useful: Some(2.0), not_necessary: 1.0 }
    }
}

impl EssentialCoding {
    /// 2 for essential, 1 for useful, 0 for not necessary; none for any other number.
    fn points(&self, rating: f64) -> Option<f64> {
        let is = |code: f64| (rating - code).abs() <= 0.0;
        if is(self.essential) {
            Some(2.0)
        } else if self.useful.is_some_and(is) {
            Some(1.0)
        } else {
            is(self.not_necessary).then_some(0.0)
        }
    }

    /// The numbers in words.
    fn words(&self) -> String {
        let useful = self.useful.map(|code| format!("{code} (useful), ")).unwrap_or_default();
        format!("{} (essential), {useful}{} (not necessary)", self.essential, self.not_necessary)
    }

    fn check(&self) -> Result<(), Error> {
        let mut codes = vec![self.essential, self.not_necessary];
        codes.extend(self.useful);
        codes.sort_by(f64::total_cmp);
        let distinct = codes.windows(2).all(|pair| pair[0] < pair[1]);
        if distinct && codes.iter().all(|code| code.is_finite()) {
            return Ok(());
        }
        Err(Error::BadOption { name: "scale", reason: "must give every answer its own number".to_owned() })
    }
}

/// One item.
#[derive(Clone, PartialEq, Debug)]
pub struct RatioItem {
    /// Its name.
    pub name: String,
    /// Experts who rated it.
    pub n: usize,
    /// Experts who called it essential.
    pub essential: usize,
    /// (e − n/2) / (n/2), from −1 to 1.
    pub ratio: f64,
    /// What the ratio must reach with n experts.
    pub critical: CriticalRatio,
    /// Whether it reaches the exact critical value; none where n experts have none.
    pub keep: Option<bool>,
    /// Whether it reaches the number that Lawshe printed, taken literally; none where the table has no such panel.
    pub keep_by_table: Option<bool>,
    /// Mean of the answers as 2 essential, 1 useful, 0 not necessary.
    pub mean_rating: f64,
}

/// The content validity ratios of a questionnaire.
#[derive(Clone, PartialEq, Debug)]
pub struct Ratios {
    /// Experts who rated at least one item.
    pub panel: usize,
    /// The items, in the order of the table.
    pub items: Vec<RatioItem>,
    /// Mean ratio of the items that are kept by the exact critical value (Lawshe's content validity index); NaN when none
    /// is kept.
    pub mean_of_kept: f64,
    /// Mean ratio of all items.
    pub mean: f64,
}

/// The content validity ratio of every column (Lawshe 1975), with exact one-tailed binomial critical values (Ayre and
/// Scally 2014).
///
/// One column per item, one row per expert. A missing rating is left out for its item, whose critical value then is that
/// of the experts who rated it.
///
/// # Errors
/// [`Error::TooFewColumns`] without items, [`Error::TooFewRows`] below three experts, [`Error::AllMissing`] for items that
/// nobody rated, [`Error::NotCategories`] for a rating that the coding lacks, [`Error::BadOption`] for a coding with equal
/// numbers.
pub fn content_validity_ratio(table: &Table, coding: EssentialCoding) -> Result<Ratios, Error> {
    coding.check()?;
    let panel = check_panel(table)?;
    refuse_ratings(table, &coding.words(), |rating| coding.points(rating).is_some())?;
    let items: Vec<RatioItem> = table
        .names
        .iter()
        .zip(&table.columns)
        .map(|(name, column)| {
            let points: Vec<f64> =
                given(column).into_iter().filter_map(|rating| coding.points(rating)).collect();
            let n = points.len();
            let essential = points.iter().filter(|points| **points > 1.5).count();
            let ratio = lawshe_ratio(essential, n);
            let critical = of_size(n);
            RatioItem {
                name: name.clone(),
                n,
                essential,
                ratio,
                critical,
                keep: critical.essential.map(|needed| essential >= needed),
                keep_by_table: critical.lawshe.map(|needed| ratio >= needed),
                mean_rating: points.iter().sum::<f64>() / count(n),
            }
        })
        .collect();
    let kept: Vec<f64> = items.iter().filter(|item| item.keep == Some(true)).map(|item| item.ratio).collect();
    let all: Vec<f64> = items.iter().map(|item| item.ratio).collect();
    Ok(Ratios { panel, items, mean_of_kept: moments(&kept).mean, mean: moments(&all).mean })
}

#[cfg(test)]
mod tests {
    use super::{EssentialCoding, content_validity_ratio};
    use crate::stats::{Error, Table};

    fn table(columns: &[&[f64]]) -> Table {
        Table {
            names: (1..=columns.len()).map(|number| format!("I{number}")).collect(),
            columns: columns.iter().map(|column| column.to_vec()).collect(),
        }
    }

    #[test]
    fn a_missing_rating_is_left_out_for_its_item() {
        let mut first = [3.0; 6];
        first[2] = f64::NAN;
        let found = content_validity_ratio(&table(&[&first, &[3.0; 6]]), EssentialCoding::default()).unwrap();
        assert_eq!((found.panel, found.items[0].n, found.items[0].critical.essential), (6, 5, Some(5)));
        assert_eq!(found.items[0].keep, Some(true));
    }

    #[test]
    fn two_answers_and_refusals() {
        let coding = EssentialCoding { essential: 1.0, useful: None, not_necessary: 0.0 };
        let found = content_validity_ratio(&table(&[&[1.0, 1.0, 0.0, 0.0]]), coding).unwrap();
        assert!(found.mean.abs() < 1e-15 && found.items[0].keep.is_none() && found.mean_of_kept.is_nan());
        let wrong = content_validity_ratio(&table(&[&[1.0, 1.0, 0.0], &[1.0, 7.0, 0.0]]), coding);
        assert!(matches!(wrong, Err(Error::NotCategories { columns, .. }) if columns == ["I2"]));
        let few = content_validity_ratio(&table(&[&[1.0, 1.0]]), coding);
        assert_eq!(few, Err(Error::TooFewRows { needed: 3, got: 2 }));
        let empty = content_validity_ratio(&table(&[&[1.0; 3], &[f64::NAN; 3]]), coding);
        assert_eq!(empty, Err(Error::AllMissing { columns: vec!["I2".to_owned()] }));
    }
}
