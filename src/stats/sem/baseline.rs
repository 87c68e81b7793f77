//! The independence model: every variable has its variance (and mean) and nothing else.

use crate::stats::Error;
use crate::stats::describe::count;
use crate::stats::sem::least_squares::Moments;
use crate::stats::sem::sample::Sample;
use crate::stats::sem::solve::{Data, Solution};
use crate::stats::sem::syntax::Operator;
use crate::stats::sem::table::{Parameter, ParameterTable, Role};
use crate::stats::sum::{centred, dot, mean};

fn row(left: &str, operator: Operator, right: &str, group: usize, role: Role) -> Parameter {
    Parameter {
        left: left.to_owned(),
        operator,
        right: right.to_owned(),
        group,
        label: String::new(),
        role,
        start: None,
    }
}

/// A table over the same observed variables with the rows that `rows` makes for each group.
fn table_of(
    model: &ParameterTable,
    groups: usize,
    rows: impl Fn(&mut Vec<Parameter>, usize),
) -> ParameterTable {
    let mut table = ParameterTable {
        rows: Vec::new(),
        observed: model.observed.clone(),
        exogenous: model.exogenous.clone(),
        means: model.means,
        ..ParameterTable::default()
    };
    for group in 0..groups {
        rows(&mut table.rows, group);
    }
    for parameter in &mut table.rows {
        if parameter.role == Role::Free(0) {
            parameter.role = Role::Free(table.free);
            table.free += 1;
        }
    }
    table
}

/// The independence model over the variables of a model; causes that are taken as they are keep their covariances.
pub(super) fn independence(model: &ParameterTable, groups: usize) -> ParameterTable {
    table_of(model, groups, |rows, group| {
        for (index, one) in model.observed.iter().enumerate() {
            let taken = model.exogenous.contains(one);
            let role = || if taken { Role::Exogenous } else { Role::Free(0) };
            rows.push(row(one, Operator::CovariesWith, one, group, role()));
            if model.means {
                rows.push(row(one, Operator::Intercept, "", group, role()));
            }
            for other in &model.observed[..index] {
                if taken && model.exogenous.contains(other) {
                    rows.push(row(other, Operator::CovariesWith, one, group, Role::Exogenous));
                }
            }
        }
    })
}

/// The saturated model: means first (where they are modelled), then the lower triangle column by column.
pub(super) fn saturated(model: &ParameterTable, groups: usize) -> ParameterTable {
    let mut table = table_of(model, groups, |rows, group| {
        if model.means {
            for one in &model.observed {
                rows.push(row(one, Operator::Intercept, "", group, Role::Free(0)));
            }
        }
        for (index, one) in model.observed.iter().enumerate() {
            for other in &model.observed[index..] {
                rows.push(row(other, Operator::CovariesWith, one, group, Role::Free(0)));
            }
        }
    });
    table.exogenous.clear();
    table
}

/// The values of a table whose rows are moments, as the data have them.
pub(super) fn moments_of(table: &ParameterTable, samples: &[Sample]) -> Vec<f64> {
    let place = |name: &str| table.observed.iter().position(|other| other == name).unwrap_or(0);
    table
        .rows
        .iter()
        .map(|row| {
            let sample = &samples[row.group];
            match row.operator {
                Operator::Intercept => sample.mean[place(&row.left)],
                _ => sample.covariance[(place(&row.left), place(&row.right))],
            }
        })
        .collect()
}

/// Means and variances of each variable on its own rows: the values of the independence model.
fn own_moments(table: &ParameterTable, samples: &[Sample]) -> Vec<f64> {
    let joint = moments_of(table, samples);
    let place = |name: &str| table.observed.iter().position(|other| other == name).unwrap_or(0);
    table
        .rows
        .iter()
        .zip(joint)
        .map(|(row, joint)| {
            let sample = &samples[row.group];
            if sample.patterns.len() < 2 || matches!(row.role, Role::Exogenous) {
                return joint;
            }
            let values: Vec<f64> =
                sample.columns[place(&row.left)].iter().copied().filter(|value| value.is_finite()).collect();
            match row.operator {
                Operator::Intercept => mean(&values),
                _ => {
                    let deviations = centred(&values);
                    dot(&deviations, &deviations) / count(values.len())
                }
            }
        })
        .collect()
}

/// Solves the independence model of a model.
///
/// # Errors
/// As [`Solution::find`].
pub(super) fn solve(
    model: &ParameterTable,
    samples: &[Sample],
    moments: &[Moments],
    least_squares: bool,
) -> Result<Solution, Error> {
    let table = independence(model, samples.len());
    let begin = own_moments(&table, samples);
    let data = if least_squares { Data::Moments(moments) } else { Data::Likelihood(samples) };
    Solution::find(table, data, begin)
}
