//! What robust statistics need of the saturated model, with and without missing values.

use crate::stats::Error;
use crate::stats::describe::count;
use crate::stats::sem::baseline::{moments_of, saturated};
use crate::stats::sem::fit::meat;
use crate::stats::sem::least_squares::{elements, jacobian};
use crate::stats::sem::likelihood::{Wanted, evaluate};
use crate::stats::sem::measures::Robust;
use crate::stats::sem::robust::{Centre, crossproduct, inverse, scores, trace};
use crate::stats::sem::sample::{Pattern, Sample};
use crate::stats::sem::solve::{Data, Solution};
use crate::stats::sem::structure::{Implied, Structure};
use crate::stats::sem::table::ParameterTable;
use crate::stats::sum::{centred, dot, mean};
use nalgebra::{DMatrix, DVector};

fn broken() -> Error {
    Error::NotPositiveDefinite { what: "the information of the saturated model".to_owned() }
}

/// tr(B₀A₀⁻¹): mean product of the rows' scores against the second derivatives, both at the model (Yuan & Bentler 2000).
///
/// # Errors
/// [`Error::NotPositiveDefinite`] when the second derivatives are not.
pub(super) fn free_trace(solution: &Solution, samples: &[Sample], implied: &[Implied]) -> Result<f64, Error> {
    let total: f64 = samples.iter().map(Sample::weight).sum();
    let information = solution.information(Data::Likelihood(samples), Wanted::Observed).ok_or_else(broken)?;
    let bread = inverse(&information).ok_or_else(broken)?;
    let meat = meat(solution, samples, implied, Centre::Model)? / total;
    Ok(meat.component_mul(&bread).sum())
}

/// tr(B₁A₁⁻¹) of the saturated model, summed over the groups.
///
/// # Errors
/// [`Error::NotPositiveDefinite`] when a saturated covariance matrix is not.
pub(super) fn saturated_trace(table: &ParameterTable, samples: &[Sample]) -> Result<f64, Error> {
    let mut sum = 0.0;
    for sample in samples {
        if sample.patterns.len() < 2 {
            let part = trace(sample, &sample.covariance, table.means);
            sum += part.ok_or_else(broken)? / sample.n;
            continue;
        }
        let saturated = Saturated::of(table, sample).ok_or_else(broken)?;
        let bread = inverse(&saturated.information).ok_or_else(broken)?;
        let rows =
            scores(&saturated.structure, &saturated.table, sample, &saturated.implied, 0, Centre::Model)
                .ok_or_else(broken)?;
        sum += (crossproduct(&rows) / sample.n).component_mul(&bread).sum();
    }
    Ok(sum)
}

/// The saturated model of one group with its second derivatives.
struct Saturated {
    table: ParameterTable,
    structure: Structure,
    implied: Implied,
    information: DMatrix<f64>,
}

impl Saturated {
    fn of(model: &ParameterTable, sample: &Sample) -> Option<Self> {
        let table = saturated(model, 1);
        let structure = Structure::of(&table);
        let one = std::slice::from_ref(sample);
        let values = moments_of(&table, one);
        let implied = Implied::of(&structure, &table, &values, 0)?;
        let information = evaluate(&structure, &table, one, &values, Wanted::Observed)?.information;
        Some(Self { table, structure, implied, information })
    }
}

/// The complete-data discrepancy of a model that was fitted to rows with gaps, with its correction: what robust RMSEA and
/// CFI rest on (Zhang & Savalei 2023, Psychological Methods 28(2), version V3: FIML-C).
///
/// N F_C has the expectation tr(W_C(W⁻¹ − Δ(ΔᵀWΔ)⁻¹Δᵀ)), where W is the saturated information of the rows as they are and
/// W_C what it would be without gaps. None when a matrix is singular or the model has no degrees of freedom.
pub(super) fn corrected(solution: &Solution, sample: &Sample, implied: &Implied) -> Option<Robust> {
    let p = sample.mean.len();
    let degrees = crate::stats::sem::fit::degrees(&solution.table, 1);
    if degrees <= 0.0 {
        return None;
    }
    let saturated = Saturated::of(&solution.table, sample)?;
    let whole = moments_alone(sample.mean.clone(), sample.covariance.clone(), sample.n);
    let whole = std::slice::from_ref(&whole);
    let values = moments_of(&saturated.table, whole);
    let complete =
        evaluate(&saturated.structure, &saturated.table, whole, &values, Wanted::Expected)?.information;
    let lower = elements(&DMatrix::from_element(p, p, 1.0));
    let derivative = jacobian(&solution.structure, &solution.table, implied, 0, &lower, true);
    let weight = &saturated.information;
    let spread = inverse(weight)?;
    let inner = inverse(&(derivative.transpose() * weight * &derivative))?;
    let explained = &derivative * inner * derivative.transpose();
    let expected = complete.component_mul(&(spread - explained)).sum();
    let at = solution.values();
    let value = evaluate(&solution.structure, &solution.table, whole, &at, Wanted::Gradient)?.value;
    let log = crate::stats::sem::sample::log_determinant(&sample.covariance)?;
    let statistic = (sample.n * (2.0 * value - log - count(p))).max(0.0);
    Some(Robust { statistic, factor: expected / degrees })
}

/// Weighted squares of residuals and of moments, for GFI with missing values as lavaan has it: means and covariances of
/// each pair's own rows, weighted with the expected information of the rows as they are, at the model.
pub(super) fn weighted_squares(
    model: &ParameterTable,
    sample: &Sample,
    implied: &Implied,
) -> Option<(f64, f64)> {
    let p = sample.mean.len();
    let saturated = saturated(model, 1);
    let structure = Structure::of(&saturated);
    let at_model = moments_alone(implied.mean.clone(), implied.covariance.clone(), 1.0);
    let values = moments_of(&saturated, std::slice::from_ref(&at_model));
    let data = std::slice::from_ref(sample);
    let weight = evaluate(&structure, &saturated, data, &values, Wanted::Expected)?.information;
    let mut moments: Vec<f64> = sample.columns.iter().map(|column| own_mean(column)).collect();
    let mut modelled: Vec<f64> = implied.mean.iter().copied().collect();
    for (row, column) in elements(&DMatrix::from_element(p, p, 1.0)) {
        let value = pair_covariance(&sample.columns[row], &sample.columns[column]);
        moments.push(value * (sample.n - 1.0) / sample.n);
        modelled.push(implied.covariance[(row, column)]);
    }
    let moments = DVector::from_vec(moments);
    let residual = &moments - DVector::from_vec(modelled);
    Some((residual.dot(&(&weight * &residual)), moments.dot(&(&weight * &moments))))
}

fn own_mean(column: &[f64]) -> f64 {
    let values: Vec<f64> = column.iter().copied().filter(|value| value.is_finite()).collect();
    mean(&values)
}

/// Covariance, divisor n − 1, of the rows in which both are there.
fn pair_covariance(one: &[f64], other: &[f64]) -> f64 {
    let (x, y): (Vec<f64>, Vec<f64>) = one
        .iter()
        .copied()
        .zip(other.iter().copied())
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        .unzip();
    dot(&centred(&x), &centred(&y)) / (count(x.len()) - 1.0)
}

/// A sample without rows: moments alone, as if nothing were missing.
fn moments_alone(mean: DVector<f64>, covariance: DMatrix<f64>, n: f64) -> Sample {
    let pattern = Pattern {
        observed: (0..mean.len()).collect(),
        n,
        mean: mean.clone(),
        covariance: covariance.clone(),
        rows: Vec::new(),
    };
    Sample {
        columns: Vec::new(),
        n,
        patterns: vec![pattern],
        mean,
        covariance,
        saturated: 0.0,
        used: Vec::new(),
    }
}
