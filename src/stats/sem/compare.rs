//! Two models of the same data, and the steps of measurement invariance.

use crate::stats::sem::fit::{FitOptions, Fitted, fit};
use crate::stats::sem::measures::upper;
use crate::stats::sem::table::Equal;
use crate::stats::{Error, Groups, Table};

/// The test of a restricted model against a freer one.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Comparison {
    /// Difference of χ², corrected where the estimator's is.
    pub statistic: f64,
    /// Difference of the degrees of freedom.
    pub degrees: f64,
    /// Its p; NaN when the correction of the difference is not positive.
    pub p: f64,
    /// Correction of the difference; 1 without one.
    pub factor: f64,
    /// CFI of the restricted model less that of the freer one.
    pub cfi: f64,
    /// RMSEA likewise.
    pub rmsea: f64,
}

/// The χ² difference test; for corrected statistics that of Satorra and Bentler (2001), (T₀ − T₁)/c with c = (df₀c₀ −
/// df₁c₁)/(df₀ − df₁).
///
/// # Errors
/// [`Error::BadOption`] when the models were fitted to other rows or variables, by other estimators, or the first is not the
/// more restricted one.
pub fn compare(restricted: &Fitted, free: &Fitted) -> Result<Comparison, Error> {
    let bad = |reason: &str| Err(Error::BadOption { name: "models", reason: reason.to_owned() });
    let names = |fitted: &Fitted| {
        let mut names = fitted.observed().to_vec();
        names.sort();
        names
    };
    let same_rows = (restricted.sample_size() - free.sample_size()).abs() < 0.5;
    if !same_rows || names(restricted) != names(free) || restricted.groups() != free.groups() {
        return bad("must be fitted to the same rows, variables and groups");
    }
    if restricted.options.estimator != free.options.estimator {
        return bad("must be fitted by the same estimator");
    }
    let degrees = restricted.test.degrees - free.test.degrees;
    if degrees < 0.5 {
        return bad("the restricted one must have more degrees of freedom");
    }
    let difference = restricted.test.statistic - free.test.statistic;
    let weight = |fitted: &Fitted| fitted.test.scaling.map_or(fitted.test.degrees, |scaling| scaling.trace);
    let factor = match restricted.test.scaling {
        Some(_) => (weight(restricted) - weight(free)) / degrees,
        None => 1.0,
    };
    let statistic = if factor > 0.0 { difference / factor } else { f64::NAN };
    let index = |name: &str| {
        restricted.measures.get(name).unwrap_or(f64::NAN) - free.measures.get(name).unwrap_or(f64::NAN)
    };
    let (cfi, rmsea) = match restricted.test.robust {
        Some(_) => (index("cfi.robust"), index("rmsea.robust")),
        None => (index("cfi"), index("rmsea")),
    };
    let p = if statistic.is_nan() { f64::NAN } else { upper(statistic.max(0.0), degrees) };
    Ok(Comparison { statistic, degrees, p, factor, cfi, rmsea })
}

/// One step of measurement invariance.
#[derive(Clone, PartialEq, Debug)]
pub struct InvarianceStep {
    /// `configural`, `metric`, `scalar` or `strict`.
    pub name: &'static str,
    /// The model of the step.
    pub fitted: Fitted,
    /// The test against the step before.
    pub comparison: Option<Comparison>,
}

/// Configural, metric, scalar and strict invariance of a measurement model over groups (Meredith 1993), each tested against
/// the one before. Differences of CFI below −.01 speak against a step (Cheung & Rensvold 2002).
///
/// # Errors
/// As [`fit`] and [`compare`].
pub fn invariance(
    model: &str,
    table: &Table,
    groups: &Groups,
    options: &FitOptions,
) -> Result<Vec<InvarianceStep>, Error> {
    let steps: [(&'static str, &[Equal]); 4] = [
        ("configural", &[]),
        ("metric", &[Equal::Loadings]),
        ("scalar", &[Equal::Loadings, Equal::Intercepts]),
        ("strict", &[Equal::Loadings, Equal::Intercepts, Equal::Residuals]),
    ];
    let mut found: Vec<InvarianceStep> = Vec::with_capacity(steps.len());
    for (name, equal) in steps {
        let options = FitOptions { equal: equal.iter().copied().collect(), ..options.clone() };
        let fitted = fit(model, table, Some(groups), &options)?;
        let comparison = found.last().map(|before| compare(&fitted, &before.fitted)).transpose()?;
        found.push(InvarianceStep { name, fitted, comparison });
    }
    Ok(found)
}
