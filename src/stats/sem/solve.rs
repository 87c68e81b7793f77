//! A model with its data, solved.

use crate::stats::Error;
use crate::stats::linear::eigen;
use crate::stats::sem::least_squares::{self, Moments};
use crate::stats::sem::likelihood::{self, Evaluation, Wanted};
use crate::stats::sem::sample::Sample;
use crate::stats::sem::search::{Curvature, Found, Quadratic, minimise};
use crate::stats::sem::start::starts_from;
use crate::stats::sem::structure::{Implied, Structure, values};
use crate::stats::sem::table::{ParameterTable, Role};
use nalgebra::DMatrix;

/// The data as an estimator sees them.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Data<'a> {
    /// Rows, by pattern of missing values.
    Likelihood(&'a [Sample]),
    /// Moments with weights.
    Moments(&'a [Moments]),
}

/// A solved model.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Solution {
    pub(super) table: ParameterTable,
    pub(super) structure: Structure,
    /// Values of the rows that are not searched for.
    pub(super) given: Vec<f64>,
    pub(super) free: Vec<f64>,
    /// The discrepancy at the solution.
    pub(super) value: f64,
    pub(super) gradient: f64,
    pub(super) steps: usize,
    pub(super) converged: bool,
}

/// Eigenvalue of the information, scaled to unit diagonal, below which values can move together unnoticed.
const UNIDENTIFIED: f64 = 1e-10;

impl Data<'_> {
    fn evaluate(
        &self,
        structure: &Structure,
        table: &ParameterTable,
        values: &[f64],
        wanted: Wanted,
    ) -> Option<Evaluation> {
        match self {
            Data::Likelihood(samples) => likelihood::evaluate(structure, table, samples, values, wanted),
            Data::Moments(groups) => least_squares::evaluate(structure, table, groups, values),
        }
    }
}

impl Solution {
    /// Solves a model from starting values of all rows.
    ///
    /// # Errors
    /// [`Error::NotPositiveDefinite`] when the model has no likelihood at its start, [`Error::NotIdentified`] with the
    /// parameters that the data cannot tell apart.
    pub(super) fn find(table: ParameterTable, data: Data<'_>, starts: Vec<f64>) -> Result<Self, Error> {
        let structure = Structure::of(&table);
        let free = first_values(&table, &starts);
        let evaluate = |free: &[f64], curvature: Curvature| {
            let wanted = match curvature {
                Curvature::Safe => Wanted::Expected,
                Curvature::Exact => Wanted::Observed,
            };
            let at = values(&table, free, &starts);
            let found = data.evaluate(&structure, &table, &at, wanted)?;
            Some(Quadratic { value: found.value, gradient: found.gradient, curvature: found.information })
        };
        let found: Option<Found> = minimise(free, evaluate);
        let found = found.ok_or_else(|| Error::NotPositiveDefinite {
            what: "the covariance matrix that the starting values imply".to_owned(),
        })?;
        let solution = Self {
            table,
            structure,
            given: starts,
            free: found.free,
            value: found.value,
            gradient: found.gradient,
            steps: found.steps,
            converged: found.converged,
        };
        solution.check_identification(data)?;
        Ok(solution)
    }

    /// Values of all rows; defined ones are computed elsewhere.
    pub(super) fn values(&self) -> Vec<f64> {
        values(&self.table, &self.free, &self.given)
    }

    /// What the solution implies for a group.
    pub(super) fn implied(&self, group: usize) -> Option<Implied> {
        Implied::of(&self.structure, &self.table, &self.values(), group)
    }

    /// Information at the solution, per row of data.
    pub(super) fn information(&self, data: Data<'_>, wanted: Wanted) -> Option<DMatrix<f64>> {
        data.evaluate(&self.structure, &self.table, &self.values(), wanted).map(|found| found.information)
    }

    fn check_identification(&self, data: Data<'_>) -> Result<(), Error> {
        let Some(information) = self.information(data, Wanted::Expected) else { return Ok(()) };
        let n = information.nrows();
        if n == 0 {
            return Ok(());
        }
        let mut loose: Vec<usize> = (0..n)
            .filter(|row| information[(*row, *row)].is_nan() || information[(*row, *row)] <= 0.0)
            .collect();
        if loose.is_empty() {
            let scale: Vec<f64> = (0..n).map(|row| information[(row, row)].sqrt()).collect();
            let scaled = DMatrix::from_fn(n, n, |row, column| {
                information[(row, column)] / (scale[row] * scale[column])
            });
            let (eigenvalues, vectors) = eigen(&scaled);
            for (index, value) in eigenvalues.iter().enumerate() {
                if *value < UNIDENTIFIED {
                    loose.extend((0..n).filter(|row| vectors[(*row, index)].abs() > 0.1));
                }
            }
        }
        if loose.is_empty() {
            return Ok(());
        }
        loose.sort_unstable();
        loose.dedup();
        let parameters = self
            .table
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| matches!(row.role, Role::Free(number) if loose.contains(&number)))
            .map(|(index, _)| self.table.name(index))
            .collect();
        Err(Error::NotIdentified { parameters })
    }
}

/// One starting value for each free one: that of its first row.
fn first_values(table: &ParameterTable, starts: &[f64]) -> Vec<f64> {
    let mut free = vec![f64::NAN; table.free];
    for (row, start) in table.rows.iter().zip(starts) {
        if let Role::Free(number) = row.role
            && free[number].is_nan()
        {
            free[number] = *start;
        }
    }
    free
}

/// Starting values from the moments of the data.
pub(super) fn starts(table: &ParameterTable, data: Data<'_>) -> Vec<f64> {
    match data {
        Data::Likelihood(samples) => crate::stats::sem::start::starts(table, samples),
        Data::Moments(groups) => {
            let zero: Vec<nalgebra::DVector<f64>> =
                groups.iter().map(|group| nalgebra::DVector::zeros(group.covariance.nrows())).collect();
            let moments: Vec<_> = groups
                .iter()
                .zip(&zero)
                .map(|(group, zero)| (group.mean.as_ref().unwrap_or(zero), &group.covariance))
                .collect();
            starts_from(table, &moments)
        }
    }
}
