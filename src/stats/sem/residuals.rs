//! Where a model misses: residual correlations, and residuals over their standard errors.

use crate::stats::describe::count;
use crate::stats::sem::fit::{Estimator, Fitted};
use crate::stats::sem::least_squares::{elements, jacobian};
use crate::stats::sem::likelihood::{Wanted, free_rows};
use crate::stats::sem::robust::{Centre, inverse, scores};
use crate::stats::sem::solve::Data;
use crate::stats::sum::dot;
use crate::stats::{Error, Matrix};
use nalgebra::{Cholesky, DMatrix};

/// One residual correlation.
#[derive(Clone, PartialEq, Debug)]
pub struct Residual {
    /// The one variable.
    pub one: String,
    /// The other.
    pub other: String,
    /// Correlation in the data less the one implied.
    pub correlation: f64,
    /// The residual covariance over its standard error.
    pub z: f64,
}

/// Share of a variance below which what is left of it is rounding.
const ROUNDING: f64 = 1e-9;

fn broken() -> Error {
    Error::NotPositiveDefinite { what: "the information of the model".to_owned() }
}

impl Fitted {
    /// Correlations of the data less those the model implies (Bollen 1989).
    pub fn residual_correlations(&self, group: usize) -> Matrix {
        let (s, m) = (&self.samples[group].covariance, &self.implied[group].covariance);
        let scaled = |matrix: &DMatrix<f64>, row: usize, column: usize| {
            matrix[(row, column)] / (matrix[(row, row)] * matrix[(column, column)]).sqrt()
        };
        let p = s.nrows();
        Matrix::of(&DMatrix::from_fn(p, p, |row, column| match row == column {
            true => 0.0,
            false => scaled(s, row, column) - scaled(m, row, column),
        }))
    }

    /// Residual covariances over their standard errors (Jöreskog & Sörbom 1981; Hausman 1978 for the variance of a
    /// difference); 0 where a model reproduces an element exactly. `None` for least squares and for rows with gaps.
    ///
    /// # Errors
    /// [`Error::NotPositiveDefinite`] when the information at the solution is not.
    pub fn residual_z(&self, group: usize) -> Result<Option<Matrix>, Error> {
        let plain = self.samples[group].patterns.len() == 1 && self.samples.len() == 1;
        if self.ordinal.is_some() || self.options.estimator == Estimator::UnweightedLeastSquares || !plain {
            return Ok(None);
        }
        let sample = &self.samples[group];
        let implied = &self.implied[group];
        let p = sample.mean.len();
        let lower = elements(&DMatrix::from_element(p, p, 1.0));
        let solution = &self.solution;
        let derivative = jacobian(&solution.structure, &solution.table, implied, group, &lower, false);
        let variances = match self.options.estimator {
            Estimator::MaximumLikelihood => self.normal_spread(group, &lower, &derivative)?,
            _ => self.empirical_spread(group, &lower, &derivative)?,
        };
        let mut found = DMatrix::zeros(p, p);
        for ((row, column), (own, variance)) in lower.iter().zip(variances) {
            if variance > ROUNDING * own {
                let z = (sample.covariance[(*row, *column)] - implied.covariance[(*row, *column)])
                    / variance.sqrt();
                found[(*row, *column)] = z;
                found[(*column, *row)] = z;
            }
        }
        Ok(Some(Matrix::of(&found)))
    }

    /// Variance of each element of s, and of each residual, for normal answers: the diagonal of (I − P)Γ(I − P)ᵀ with
    /// P = Δ(ΔᵀVΔ)⁻¹ΔᵀV, V at the model and Γ at the sample.
    fn normal_spread(
        &self,
        group: usize,
        lower: &[(usize, usize)],
        derivative: &DMatrix<f64>,
    ) -> Result<Vec<(f64, f64)>, Error> {
        let (sample, implied, solution) = (&self.samples[group], &self.implied[group], &self.solution);
        let bread = self.expected_inverse()?;
        let s = &sample.covariance;
        let solved = Cholesky::new(implied.covariance.clone()).ok_or_else(broken)?.solve(&implied.basis);
        let carried = s * &solved;
        let square = solved.transpose() * &carried;
        let rows: Vec<_> = free_rows(&solution.structure, &solution.table, group)
            .filter_map(|(number, cell)| {
                Some((number, implied.derivative(&solution.structure, cell).covariance?))
            })
            .collect();
        let mut cross = DMatrix::zeros(solution.table.free, lower.len());
        let mut middle = DMatrix::zeros(solution.table.free, solution.table.free);
        for (number, (a, b, scale)) in &rows {
            for (index, (row, column)) in lower.iter().enumerate() {
                cross[(*number, index)] += scale
                    * (carried[(*row, *a)] * carried[(*column, *b)]
                        + carried[(*row, *b)] * carried[(*column, *a)]);
            }
            for (other, (c, d, factor)) in &rows {
                middle[(*number, *other)] += scale
                    * factor
                    * (square[(*a, *c)] * square[(*b, *d)] + square[(*a, *d)] * square[(*b, *c)]);
            }
        }
        let projected = derivative * &bread;
        let inner = &projected * middle;
        let n = sample.n;
        Ok(lower
            .iter()
            .enumerate()
            .map(|(index, (row, column))| {
                let own = s[(*row, *row)] * s[(*column, *column)] + s[(*row, *column)].powi(2);
                let shared = projected.row(index).transpose().dot(&cross.column(index));
                let fitted = inner.row(index).dot(&projected.row(index));
                (own / n, (own - 2.0 * shared + fitted) / n)
            })
            .collect())
    }

    fn expected_inverse(&self) -> Result<DMatrix<f64>, Error> {
        let information = self.solution.information(Data::Likelihood(&self.samples), Wanted::Expected);
        information.as_ref().and_then(inverse).ok_or_else(broken)
    }

    /// The same from the rows themselves: variances of z − Δ E⁻¹ΔᵀV z over the rows.
    ///
    /// For MLM, V is the normal-theory weight at the model; for MLR it is the observed information of the saturated model
    /// there, and E = ΔᵀVΔ with it, as in lavaan.
    fn empirical_spread(
        &self,
        group: usize,
        lower: &[(usize, usize)],
        derivative: &DMatrix<f64>,
    ) -> Result<Vec<(f64, f64)>, Error> {
        let (sample, implied, solution) = (&self.samples[group], &self.implied[group], &self.solution);
        let (bread, rows) = match self.options.estimator {
            Estimator::YuanBentler => self.observed_scores(group)?,
            _ => {
                let table = &solution.table;
                let rows = scores(&solution.structure, table, sample, implied, group, Centre::Sample);
                (self.expected_inverse()?, rows.ok_or_else(broken)?)
            }
        };
        let moved = rows * bread * derivative.transpose();
        let n = moved.nrows();
        let centred = self.centred(group);
        Ok(lower
            .iter()
            .enumerate()
            .map(|(index, (row, column))| {
                let around = sample.covariance[(*row, *column)];
                let own: Vec<f64> =
                    (0..n).map(|case| centred[(case, *row)] * centred[(case, *column)] - around).collect();
                let left: Vec<f64> =
                    own.iter().enumerate().map(|(case, own)| own - moved[(case, index)]).collect();
                let n = count(n);
                (dot(&own, &own) / (n * n), dot(&left, &left) / (n * n))
            })
            .collect())
    }

    /// The rows less their means.
    fn centred(&self, group: usize) -> DMatrix<f64> {
        let sample = &self.samples[group];
        DMatrix::from_fn(sample.columns[0].len(), sample.mean.len(), |row, column| {
            sample.columns[column][row] - sample.mean[column]
        })
    }

    /// (ΔᵀVΔ)⁻¹ and ΔᵀVz of each row, with V the observed information of the saturated model at the model's values: V(X, Y)
    /// = tr(WXWYWS) − ½ tr(WXWY).
    fn observed_scores(&self, group: usize) -> Result<(DMatrix<f64>, DMatrix<f64>), Error> {
        let (sample, implied, solution) = (&self.samples[group], &self.implied[group], &self.solution);
        let factor = Cholesky::new(implied.covariance.clone()).ok_or_else(broken)?;
        let solved = factor.solve(&implied.basis);
        let carried = &sample.covariance * &solved;
        let again = factor.solve(&carried);
        let centred = self.centred(group);
        let (once, twice) = (&centred * &solved, &centred * &again);
        let plain = implied.basis.transpose() * &solved;
        let data = solved.transpose() * &carried;
        let deep = carried.transpose() * &again;
        let free = solution.table.free;
        let rows: Vec<_> = free_rows(&solution.structure, &solution.table, group)
            .filter_map(|(number, cell)| {
                Some((number, implied.derivative(&solution.structure, cell).covariance?))
            })
            .collect();
        let mut information = DMatrix::zeros(free, free);
        let mut found = DMatrix::zeros(centred.nrows(), free);
        for (number, (a, b, scale)) in &rows {
            let (a, b) = (*a, *b);
            for (other, (c, d, share)) in &rows {
                let (c, d) = (*c, *d);
                let weighted = plain[(b, c)] * data[(d, a)]
                    + plain[(b, d)] * data[(c, a)]
                    + plain[(a, c)] * data[(d, b)]
                    + plain[(a, d)] * data[(c, b)];
                let unweighted = plain[(b, c)] * plain[(a, d)] + plain[(b, d)] * plain[(a, c)];
                information[(*number, *other)] += scale * share * (weighted - unweighted);
            }
            for case in 0..centred.nrows() {
                let crossed = once[(case, b)] * twice[(case, a)] + once[(case, a)] * twice[(case, b)];
                found[(case, *number)] +=
                    scale * (crossed - 2.0 * deep[(a, b)] - once[(case, a)] * once[(case, b)] + data[(a, b)]);
            }
        }
        Ok((inverse(&information).ok_or_else(broken)?, found))
    }

    /// Residual correlations, the largest first.
    ///
    /// # Errors
    /// As [`Fitted::residual_z`].
    pub fn ranked_residuals(&self, group: usize) -> Result<Vec<Residual>, Error> {
        let correlations = self.residual_correlations(group);
        let z = self.residual_z(group)?;
        let names = self.observed();
        let mut found: Vec<Residual> = (0..names.len())
            .flat_map(|row| (0..row).map(move |column| (row, column)))
            .map(|(row, column)| Residual {
                one: names[column].clone(),
                other: names[row].clone(),
                correlation: correlations.at(row, column),
                z: z.as_ref().map_or(f64::NAN, |z| z.at(row, column)),
            })
            .collect();
        found.sort_by(|one, other| other.correlation.abs().total_cmp(&one.correlation.abs()));
        Ok(found)
    }
}
