//! The steps of the battery: which columns go into which method, and what its figures mean.

use crate::assess::{
    Adequacy, AlphaResult, Component, ComponentAnalysis, ItemResult, ItemScores, Reliability, Scope,
    TestResult, Verdict,
};
use crate::model::{CodeId, Instrument};
use crate::stats::compare::{Correction, OneSample, adjust, one_sample};
use crate::stats::describe::moments;
use crate::stats::factor::{self, Missing, ParallelOptions, Rotation, parallel_analysis, rotate};
use crate::stats::reliability::alpha;
use crate::stats::{Error, Table};

/// The items as a table.
fn table(scores: &ItemScores) -> Table {
    Table { names: scores.keys.clone(), columns: scores.columns.clone() }
}

/// The columns of some items.
fn part(scores: &ItemScores, items: &[usize]) -> Table {
    Table {
        names: items.iter().map(|item| scores.keys[*item].clone()).collect(),
        columns: items.iter().map(|item| scores.columns[*item].clone()).collect(),
    }
}

/// Describes every item over its own answers; item-rest correlation and α without it rest on the complete rows.
pub(super) fn describe(scores: &ItemScores, instrument: &Instrument) -> Vec<ItemResult> {
    let whole = alpha(&table(scores), 0.95).ok();
    scores
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| {
            let found = moments(column);
            let beside = whole.as_ref().map(|alpha| &alpha.items[index]);
            let points = instrument.scale.minimum()..=instrument.scale.maximum();
            ItemResult {
                key: scores.keys[index].clone(),
                factor: scores.factors[index],
                n: found.n,
                missing: found.missing,
                mean: found.mean,
                standard_deviation: found.standard_deviation(),
                skewness: found.skewness2,
                kurtosis: found.kurtosis2,
                counts: points
                    .map(|point| {
                        column.iter().filter(|value| (**value - f64::from(point)).abs() < 0.5).count()
                    })
                    .collect(),
                item_rest: beside.map_or(f64::NAN, |item| item.item_rest),
                alpha_if_deleted: beside.map_or(f64::NAN, |item| item.alpha_if_deleted),
            }
        })
        .collect()
}

/// α of all items, then of each component, then of each subscale.
pub(super) fn reliability(
    scores: &ItemScores,
    components: &[Scope],
    subscales: &[Scope],
    significance: f64,
) -> Vec<Reliability> {
    let all: Vec<usize> = (0..scores.columns.len()).collect();
    let of = |code: Option<CodeId>, items: &[usize]| {
        let columns = part(scores, items);
        let n = columns.complete().rows();
        let alpha = alpha(&columns, 1.0 - significance).map(|found| AlphaResult {
            alpha: found.alpha,
            lower: found.feldt.0,
            upper: found.feldt.1,
        });
        Reliability { code, items: items.len(), n, alpha }
    };
    std::iter::once(of(None, &all))
        .chain(components.iter().chain(subscales).map(|scope| of(Some(scope.code), &scope.items)))
        .collect()
}

/// KMO and Bartlett over the complete rows.
pub(super) fn adequacy(scores: &ItemScores) -> Result<Adequacy, Error> {
    let correlations = factor::correlations(&table(scores), Missing::Listwise)?;
    let found = factor::adequacy(&correlations)?;
    Ok(Adequacy {
        kmo: found.kmo,
        item_msa: found.msa,
        bartlett: found.bartlett,
        degrees_of_freedom: found.degrees_of_freedom,
        p: found.p,
    })
}

/// Principal components with varimax rotation, beside parallel analysis.
pub(super) fn components(scores: &ItemScores, wanted: usize, seed: u64) -> Result<ComponentAnalysis, Error> {
    let correlations = factor::correlations(&table(scores), Missing::Listwise)?;
    let found = factor::components(&correlations, wanted)?;
    let rotated = rotate(&found.loadings, Rotation::Varimax)?;
    let options = ParallelOptions { seed, ..ParallelOptions::default() };
    let chance = parallel_analysis(&found.eigenvalues, correlations.n, &options);
    let items = f64::from(u32::try_from(correlations.names.len()).unwrap_or(u32::MAX));
    let components = rotated
        .sums_of_squares
        .iter()
        .enumerate()
        .map(|(axis, sum)| Component {
            loadings: rotated.loadings.column(axis),
            sum_of_squares: *sum,
            variance: sum / items,
        })
        .collect();
    Ok(ComponentAnalysis {
        eigenvalues: found.eigenvalues,
        random_eigenvalues: chance.quantile,
        suggested: chance.kept_by_quantile,
        components,
        communalities: found.communalities,
    })
}

/// Tests every factor against the midpoint; p is corrected over all factors that could be tested.
pub(super) fn tests(
    scores: &ItemScores,
    instrument: &Instrument,
    significance: f64,
) -> (Vec<TestResult>, Vec<(CodeId, Error)>) {
    let by_factor = scores.by_factor();
    let midpoint = instrument.scale.midpoint();
    let mut order: Vec<(CodeId, usize)> = Vec::new();
    for (index, factor) in scores.factors.iter().enumerate() {
        if !order.iter().any(|(known, _)| known == factor) {
            order.push((*factor, index));
        }
    }
    let mut tested: Vec<(CodeId, usize, OneSample)> = Vec::new();
    let mut untested = Vec::new();
    for (factor, first) in order {
        let Some(column) = by_factor.get(&factor) else { continue };
        match one_sample(&scores.keys[first], column, midpoint, 1.0 - significance) {
            Ok(test) => tested.push((factor, first, test)),
            Err(reason) => untested.push((factor, reason)),
        }
    }
    let p: Vec<f64> = tested.iter().map(|(_, _, test)| test.p_two_sided).collect();
    let holm = adjust(&p, Correction::Holm);
    let results = tested
        .into_iter()
        .zip(holm)
        .map(|((factor, first, test), p_holm)| TestResult {
            factor,
            item: scores.keys[first].clone(),
            n: test.n,
            mean: test.mean,
            standard_deviation: test.standard_deviation,
            t: test.t,
            degrees_of_freedom: test.degrees_of_freedom,
            p: test.p_two_sided,
            p_holm,
            lower: test.interval.0,
            upper: test.interval.1,
            d: test.d,
            d_lower: test.d_interval.0,
            d_upper: test.d_interval.1,
            verdict: verdict(test.mean, midpoint, p_holm < significance, Verdict::Undetermined),
            two_state: verdict(test.mean, midpoint, test.p_two_sided < significance, Verdict::Unfavourable),
        })
        .collect();
    (results, untested)
}

/// What a significant mean says, and what is said otherwise. In the two-state rule only a mean above the midpoint beyond
/// chance is favourable.
fn verdict(mean: f64, midpoint: f64, significant: bool, otherwise: Verdict) -> Verdict {
    match (significant, mean > midpoint) {
        (true, true) => Verdict::Favourable,
        (true, false) => Verdict::Unfavourable,
        (false, _) => otherwise,
    }
}
