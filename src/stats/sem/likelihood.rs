//! The likelihood of a model: its value, its gradient and both kinds of information, exactly.
//!
//! With W = Σ⁻¹, d = ȳ − μ and T = S + ddᵀ, the discrepancy is F = ½(log|Σ| + tr(WT)) (Jöreskog 1969; Arbuckle 1996 for
//! rows with gaps, where every pattern of missing values is a sample of its own). All sums over variables are entries of
//! VᵀWV and VᵀWTWV, see `structure`.

use crate::stats::sem::sample::{Pattern, Sample};
use crate::stats::sem::structure::{Cell, Derivative, Implied, Structure};
use crate::stats::sem::table::{ParameterTable, Role};
use nalgebra::{Cholesky, DMatrix, DVector};

/// What is asked of the likelihood besides its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wanted {
    /// Value and gradient.
    Gradient,
    /// Also the expected information.
    Expected,
    /// Also the second derivatives.
    Observed,
}

/// F and its derivatives by the free values. F is −½ log L / n without constants.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Evaluation {
    pub(super) value: f64,
    pub(super) gradient: DVector<f64>,
    /// Expected information or second derivatives, as asked; per row of data.
    pub(super) information: DMatrix<f64>,
}

/// One pattern's share, as entries of products with V.
struct Share {
    weight: f64,
    value: f64,
    /// VᵀWV.
    plain: DMatrix<f64>,
    /// VᵀWTWV.
    data: DMatrix<f64>,
    /// VᵀWd.
    mean: DVector<f64>,
}

impl Share {
    fn of(pattern: &Pattern, implied: &Implied, total: f64) -> Option<Self> {
        let observed = &pattern.observed;
        let k = observed.len();
        let part =
            DMatrix::from_fn(k, k, |row, column| implied.covariance[(observed[row], observed[column])]);
        let basis = match k == implied.basis.nrows() {
            true => implied.basis.clone(),
            false => implied.basis.select_rows(observed),
        };
        let difference = DVector::from_fn(k, |row, _| pattern.mean[row] - implied.mean[observed[row]]);
        let factor = Cholesky::new(part)?;
        let log: f64 = factor.l_dirty().diagonal().iter().map(|pivot| 2.0 * pivot.ln()).sum();
        let weighted = factor.solve(&basis);
        let inverse = factor.inverse();
        let trace = inverse.component_mul(&pattern.covariance).sum();
        let solved = factor.solve(&difference);
        let value = log + trace + difference.dot(&solved);
        if !value.is_finite() {
            return None;
        }
        let mean = basis.transpose() * &solved;
        let plain = basis.transpose() * &weighted;
        let data = weighted.transpose() * (&pattern.covariance * &weighted) + &mean * mean.transpose();
        Some(Self { weight: pattern.n / total, value: 0.5 * value, plain, data, mean })
    }
}

/// Evaluates the likelihood of all groups; `None` where an implied covariance matrix is not positive definite.
pub(super) fn evaluate(
    structure: &Structure,
    table: &ParameterTable,
    samples: &[Sample],
    values: &[f64],
    wanted: Wanted,
) -> Option<Evaluation> {
    let total: f64 = samples.iter().map(Sample::weight).sum();
    let free = table.free;
    let size = if wanted == Wanted::Gradient { 0 } else { free };
    let mut found =
        Evaluation { value: 0.0, gradient: DVector::zeros(free), information: DMatrix::zeros(size, size) };
    for (group, sample) in samples.iter().enumerate() {
        let implied = Implied::of(structure, table, values, group)?.with_means_of(table, &sample.mean);
        let rows: Vec<(usize, Cell, Derivative)> = free_rows(structure, table, group)
            .map(|(number, cell)| (number, cell, implied.derivative(structure, cell)))
            .collect();
        let size = implied.basis.ncols();
        let mut slope = DMatrix::zeros(size, size);
        let mut mean_slope = DVector::zeros(size);
        let mut shares = Vec::with_capacity(sample.patterns.len());
        for pattern in &sample.patterns {
            let share = Share::of(pattern, &implied, total)?;
            found.value += share.weight * share.value;
            slope += (&share.plain - &share.data) * share.weight;
            mean_slope += &share.mean * share.weight;
            shares.push(share);
        }
        for (number, _, derivative) in &rows {
            if let Some((a, b, scale)) = derivative.covariance {
                found.gradient[*number] += scale * slope[(a, b)];
            }
            if let Some((column, factor)) = derivative.mean {
                found.gradient[*number] -= factor * mean_slope[column];
            }
        }
        match wanted {
            Wanted::Gradient => {}
            Wanted::Expected => {
                for share in &shares {
                    add_expected(&mut found.information, &rows, share);
                }
            }
            Wanted::Observed => {
                for share in &shares {
                    add_observed(&mut found.information, &rows, share);
                }
                add_curvature(&mut found.information, &rows, structure, &implied, &slope, &mean_slope);
            }
        }
    }
    found.information.fill_upper_triangle_with_lower_triangle();
    Some(found)
}

/// The rows of a group that are free, with their numbers and cells.
pub(super) fn free_rows<'a>(
    structure: &'a Structure,
    table: &'a ParameterTable,
    group: usize,
) -> impl Iterator<Item = (usize, Cell)> + 'a {
    table.rows.iter().zip(&structure.cells).filter_map(move |(row, cell)| match row.role {
        Role::Free(number) if row.group == group && *cell != Cell::None => Some((number, *cell)),
        _ => None,
    })
}

/// Adds to the lower triangle; rows with one number meet in one place, from both sides.
fn add(information: &mut DMatrix<f64>, one: usize, other: usize, same_row: bool, value: f64) {
    if one == other && !same_row {
        information[(one, one)] += 2.0 * value;
    } else {
        information[(one.max(other), one.min(other))] += value;
    }
}

/// ½ tr(W Dᵢ W Dⱼ) + dμᵢᵀ W dμⱼ.
fn add_expected(information: &mut DMatrix<f64>, rows: &[(usize, Cell, Derivative)], share: &Share) {
    let q = &share.plain;
    for (i, (one, _, first)) in rows.iter().enumerate() {
        for (j, (other, _, second)) in rows[..=i].iter().enumerate() {
            let mut value = 0.0;
            if let (Some((a, b, s)), Some((c, d, t))) = (first.covariance, second.covariance) {
                value += s * t * (q[(b, c)] * q[(a, d)] + q[(b, d)] * q[(a, c)]);
            }
            if let (Some((u, s)), Some((v, t))) = (first.mean, second.mean) {
                value += s * t * q[(u, v)];
            }
            add(information, *one, *other, i == j, share.weight * value);
        }
    }
}

/// tr(W Dᵢ W Dⱼ W T) − ½ tr(W Dᵢ W Dⱼ) + dμᵢᵀ W dμⱼ + dᵀW Dᵢ W dμⱼ + dᵀW Dⱼ W dμᵢ.
fn add_observed(information: &mut DMatrix<f64>, rows: &[(usize, Cell, Derivative)], share: &Share) {
    let (q, r, w) = (&share.plain, &share.data, &share.mean);
    for (i, (one, _, first)) in rows.iter().enumerate() {
        for (j, (other, _, second)) in rows[..=i].iter().enumerate() {
            let mut value = 0.0;
            if let (Some((a, b, s)), Some((c, d, t))) = (first.covariance, second.covariance) {
                let data = q[(b, c)] * r[(d, a)]
                    + q[(b, d)] * r[(c, a)]
                    + q[(a, c)] * r[(d, b)]
                    + q[(a, d)] * r[(c, b)];
                value += s * t * (data - q[(b, c)] * q[(a, d)] - q[(b, d)] * q[(a, c)]);
            }
            if let (Some((u, s)), Some((v, t))) = (first.mean, second.mean) {
                value += s * t * q[(u, v)];
            }
            if let (Some((a, b, s)), Some((v, t))) = (first.covariance, second.mean) {
                value += s * t * (w[a] * q[(b, v)] + w[b] * q[(a, v)]);
            }
            if let (Some((v, t)), Some((c, d, s))) = (first.mean, second.covariance) {
                value += s * t * (w[c] * q[(d, v)] + w[d] * q[(c, v)]);
            }
            add(information, *one, *other, i == j, share.weight * value);
        }
    }
}

/// ½ tr(W(Σ − T)W Dᵢⱼ) − dᵀW d²μᵢⱼ, from the second derivatives of the model.
fn add_curvature(
    information: &mut DMatrix<f64>,
    rows: &[(usize, Cell, Derivative)],
    structure: &Structure,
    implied: &Implied,
    slope: &DMatrix<f64>,
    mean_slope: &DVector<f64>,
) {
    let mut parts = Vec::with_capacity(2);
    for (i, (one, of, first)) in rows.iter().enumerate() {
        for (j, (other, by, _)) in rows[..=i].iter().enumerate() {
            let mut value = 0.0;
            if let Some((a, b, s)) = first.covariance {
                implied.column_derivative(structure, a, *by, &mut parts);
                value += parts.iter().map(|(column, factor)| s * factor * slope[(*column, b)]).sum::<f64>();
                implied.column_derivative(structure, b, *by, &mut parts);
                value += parts.iter().map(|(column, factor)| s * factor * slope[(a, *column)]).sum::<f64>();
            }
            if let Some((u, s)) = first.mean {
                implied.column_derivative(structure, u, *by, &mut parts);
                value -= parts.iter().map(|(column, factor)| s * factor * mean_slope[*column]).sum::<f64>();
                value -= implied.mean_factor_derivative(*of, *by) * mean_slope[u];
            }
            add(information, *one, *other, i == j, value);
        }
    }
}
