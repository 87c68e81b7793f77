//! The content validity index.

use crate::stats::content::aiken::{AikenV, aiken_v};
use crate::stats::content::ratings::{check_panel, given, refuse_ratings};
use crate::stats::describe::count;
use crate::stats::{Error, Table};

/// What Polit, Beck and Owen (2007) call a modified kappa, after Fleiss (1981) and Cicchetti and Sparrow (1981).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Above .74.
    Excellent,
    /// .60 to .74.
    Good,
    /// .40 to .59.
    Fair,
    /// Below .40.
    Poor,
}

impl Verdict {
    fn of(kappa: f64) -> Self {
        if kappa > 0.74 {
            Self::Excellent
        } else if kappa >= 0.6 {
            Self::Good
        } else if kappa >= 0.4 {
            Self::Fair
        } else {
            Self::Poor
        }
    }
}

/// One item.
#[derive(Clone, PartialEq, Debug)]
pub struct RelevanceItem {
    /// Its name.
    pub name: String,
    /// Experts who rated it.
    pub n: usize,
    /// Experts who found it relevant.
    pub agree: usize,
    /// I-CVI: agree / n (Lynn 1986).
    pub index: f64,
    /// Probability that exactly so many of n agree by chance, C(n, agree) ½ⁿ (Polit, Beck and Owen 2007).
    pub chance: f64,
    /// Modified kappa, (I-CVI − chance) / (1 − chance).
    pub kappa: f64,
    /// What that kappa is called.
    pub verdict: Verdict,
    /// Aiken's V with its interval of 95 %.
    pub aiken: AikenV,
}

/// The content validity of a questionnaire.
#[derive(Clone, PartialEq, Debug)]
pub struct Relevance {
    /// Experts who rated at least one item.
    pub panel: usize,
    /// The items, in the order of the table.
    pub items: Vec<RelevanceItem>,
    /// S-CVI/Ave: mean I-CVI.
    pub average: f64,
    /// S-CVI/UA: share of the items that all their experts found relevant.
    pub universal: f64,
    /// S-CVI/Ave by experts: mean share of relevant items among those that an expert rated.
    pub average_by_expert: f64,
}

/// Content validity indices of items and scale (Lynn 1986; Polit and Beck 2006), modified kappa (Polit, Beck and Owen
/// 2007) and Aiken's V (1985).
///
/// One column per item, one row per expert; ratings are whole steps of a scale from `scale.0` to `scale.1`. The ratings in
/// `agree` mean "relevant". A missing rating is left out for its item.
///
/// # Errors
/// [`Error::TooFewColumns`] without items, [`Error::TooFewRows`] below three experts, [`Error::AllMissing`] for items that
/// nobody rated, [`Error::NotCategories`] for a rating outside the scale, [`Error::BadOption`] for a scale that does not
/// rise or an empty `agree` or one outside the scale.
pub fn content_validity_index(table: &Table, scale: (f64, f64), agree: &[f64]) -> Result<Relevance, Error> {
    let (lowest, highest) = scale;
    let on_scale = |rating: f64| {
        let step = rating - lowest;
        rating >= lowest && rating <= highest && (step - step.round()).abs() <= 0.0
    };
    if !(lowest.is_finite() && highest.is_finite() && lowest < highest && on_scale(highest)) {
        return Err(Error::BadOption { name: "scale", reason: "must rise in whole steps".to_owned() });
    }
    if agree.is_empty() || !agree.iter().all(|rating| on_scale(*rating)) {
        return Err(Error::BadOption {
            name: "agree",
            reason: format!("must be ratings from {lowest} to {highest}"),
        });
    }
    let panel = check_panel(table)?;
    refuse_ratings(table, &format!("a whole step from {lowest} to {highest}"), on_scale)?;
    let agrees = |rating: f64| agree.iter().any(|other| (rating - other).abs() <= 0.0);
    let mut items = Vec::with_capacity(table.columns.len());
    for (name, column) in table.names.iter().zip(&table.columns) {
        let ratings = given(column);
        let (n, agree) = (ratings.len(), ratings.iter().filter(|rating| agrees(**rating)).count());
        let index = count(agree) / count(n);
        let chance = chance_of(agree, n);
        let kappa = (index - chance) / (1.0 - chance);
        items.push(RelevanceItem {
            name: name.clone(),
            n,
            agree,
            index,
            chance,
            kappa,
            verdict: Verdict::of(kappa),
            aiken: aiken_v(&ratings, scale, 0.95)?,
        });
    }
    let number = count(items.len());
    Ok(Relevance {
        panel,
        average: items.iter().map(|item| item.index).sum::<f64>() / number,
        universal: count(items.iter().filter(|item| item.agree == item.n).count()) / number,
        average_by_expert: by_expert(table, agrees),
        items,
    })
}

/// C(n, k) ½ⁿ; the halvings are taken between the factors, so that nothing overflows.
fn chance_of(k: usize, n: usize) -> f64 {
    let few = k.min(n - k);
    let mut halvings = n;
    let mut chance = 1.0;
    for factor in 1..=few {
        chance *= count(n - few + factor) / count(factor);
        while chance > 1.0 && halvings > 0 {
            chance /= 2.0;
            halvings -= 1;
        }
    }
    for _ in 0..halvings {
        chance /= 2.0;
    }
    chance
}

/// Mean over the experts of the share of relevant items among those rated.
fn by_expert(table: &Table, agrees: impl Fn(f64) -> bool) -> f64 {
    let (mut sum, mut experts) = (0.0, 0);
    for row in 0..table.rows() {
        let ratings: Vec<f64> = table
            .columns
            .iter()
            .filter_map(|column| column.get(row).copied())
            .filter(|rating| !rating.is_nan())
            .collect();
        if !ratings.is_empty() {
            let agree = ratings.iter().filter(|rating| agrees(**rating)).count();
            sum += count(agree) / count(ratings.len());
            experts += 1;
        }
    }
    sum / count(experts)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, chance_of, content_validity_index};
    use crate::stats::{Error, Table};

    /// Polit, Beck and Owen (2007): five experts, four agree.
    #[test]
    fn the_table_of_polit() {
        let table = Table { names: vec!["I1".to_owned()], columns: vec![vec![4.0, 3.0, 4.0, 3.0, 2.0]] };
        let found = content_validity_index(&table, (1.0, 4.0), &[3.0, 4.0]).unwrap();
        let item = &found.items[0];
        assert!((item.chance - 0.156_25).abs() < 1e-15 && (item.kappa - 0.762_962_962_962_963).abs() < 1e-12);
        assert_eq!(item.verdict, Verdict::Excellent);
    }

    #[test]
    fn chance_neither_overflows_nor_stays() {
        assert!((chance_of(1000, 2000) - 0.017_839_011_145_854).abs() < 1e-12);
        assert!(chance_of(0, 3) > 0.124_9 && chance_of(3, 3) < 0.125_1);
    }

    #[test]
    fn ratings_between_and_beyond_the_steps_are_refused() {
        let table = |last: f64| Table { names: vec!["I1".to_owned()], columns: vec![vec![1.0, 4.0, last]] };
        for last in [0.0, 5.0, 2.5, f64::INFINITY] {
            let found = content_validity_index(&table(last), (1.0, 4.0), &[3.0, 4.0]);
            assert!(matches!(found, Err(Error::NotCategories { .. })), "{last}");
        }
    }
}
