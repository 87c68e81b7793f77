//! Are cells missing completely at random? Little's test, with the moments of a normal distribution by EM.

use crate::stats::describe::associations::unvarying;
use crate::stats::describe::missing::{MissingPatterns, missing_patterns};
use crate::stats::describe::moments::{count, moments};
use crate::stats::distribution::chi_square_upper;
use crate::stats::linear::invert;
use crate::stats::sum::{centred, cross_products, mean};
use crate::stats::{Error, Matrix, Table};
use nalgebra::{Cholesky, DMatrix, DVector};

/// Most steps of EM.
const MOST_STEPS: usize = 5000;

/// Largest change of a mean or covariance, in standard deviations of the columns, that ends EM.
const SETTLED: f64 = 1e-9;

/// Little's (1988) test, with the moments it rests on.
#[derive(Clone, PartialEq, Debug)]
pub struct Little {
    /// d² = Σⱼ nⱼ (ȳⱼ − μ̂ⱼ)′ Σ̂ⱼ⁻¹ (ȳⱼ − μ̂ⱼ) over the patterns, each with the columns it has.
    pub chi_square: f64,
    /// Σⱼ pⱼ − p; 0 when all rows lack the same columns, so that there is nothing to test.
    pub degrees_of_freedom: usize,
    /// P(χ² ≥ d²) when cells are missing completely at random; NaN without degrees of freedom.
    pub p: f64,
    /// Patterns with at least one value.
    pub patterns: usize,
    /// Maximum likelihood means of the columns under normality.
    pub means: Vec<f64>,
    /// Maximum likelihood covariances; they divide by n.
    pub covariances: Matrix,
    /// Steps of EM.
    pub steps: usize,
}

/// Rows with the same pattern, as EM needs them.
struct Group {
    observed: Vec<usize>,
    missing: Vec<usize>,
    n: f64,
    mean: DVector<f64>,
    /// Squares and products about that mean.
    scatter: DMatrix<f64>,
}

/// Little's (1988, eq. 5) test that cells are missing completely at random, with the maximum likelihood moments of a normal
/// distribution by EM (Orchard and Woodbury 1972; Little and Rubin 2002, section 11.2). Rows without a value are left out.
///
/// The covariances divide by n, as those of `LittleMCAR` of the R package BaylorEdPsych do; with divisor n − 1 the statistic
/// would be (n − 1) / n of this one.
///
/// # Errors
/// [`Error::TooFewColumns`] below two, [`Error::AllMissing`], [`Error::Constant`], [`Error::NotIdentified`] with the pairs of
/// columns that no row has together, [`Error::TooFewRows`] unless there are more rows than columns, [`Error::Singular`] when
/// some columns determine others, [`Error::NoConvergence`].
pub fn little(table: &Table) -> Result<Little, Error> {
    let k = table.columns.len();
    if k < 2 {
        return Err(Error::TooFewColumns { needed: 2, got: k });
    }
    let found = missing_patterns(table);
    check(table, &found)?;
    let scales: Vec<(f64, f64)> = table
        .columns
        .iter()
        .map(|column| {
            let found = moments(column);
            (found.mean, found.standard_deviation())
        })
        .collect();
    let groups = groups_of(table, &found, &scales);
    let (mean, covariance, steps) = maximize(&groups, k)?;
    let mut chi_square = 0.0;
    let mut cells = 0;
    for group in &groups {
        let names: Vec<String> =
            group.observed.iter().filter_map(|index| table.names.get(*index).cloned()).collect();
        let (inverse, _) =
            invert(&covariance.select_rows(&group.observed).select_columns(&group.observed), &names)?;
        let gap = &group.mean - mean.select_rows(&group.observed);
        chi_square += group.n * gap.dot(&(&inverse * &gap));
        cells += group.observed.len();
    }
    let degrees = cells - k;
    let p = if degrees > 0 { chi_square_upper(chi_square, count(degrees)) } else { f64::NAN };
    let means = scales.iter().zip(mean.iter()).map(|((centre, spread), z)| centre + spread * z).collect();
    let spread = DVector::from_iterator(k, scales.iter().map(|(_, spread)| *spread));
    let covariances = Matrix::of(&covariance.component_mul(&(&spread * spread.transpose())));
    Ok(Little {
        chi_square,
        degrees_of_freedom: degrees,
        p,
        patterns: groups.len(),
        means,
        covariances,
        steps,
    })
}

fn check(table: &Table, found: &MissingPatterns) -> Result<(), Error> {
    let (k, rows) = (table.columns.len(), table.rows());
    let named = |wanted: &dyn Fn(usize) -> bool| -> Vec<String> {
        let names = table.names.iter().enumerate();
        names.filter(|(index, _)| wanted(*index)).map(|(_, name)| name.clone()).collect()
    };
    let empty = named(&|index| found.per_column[index] == rows);
    if !empty.is_empty() {
        return Err(Error::AllMissing { columns: empty });
    }
    let constant = unvarying(table);
    if !constant.is_empty() {
        return Err(Error::Constant { columns: constant });
    }
    let filled = rows - found.empty;
    if filled <= k {
        return Err(Error::TooFewRows { needed: k + 1, got: filled });
    }
    let mut together = vec![false; k * k];
    for pattern in &found.patterns {
        let has = |index: &usize| !pattern.missing.contains(index);
        let observed: Vec<usize> = (0..k).filter(has).collect();
        for one in &observed {
            for other in &observed {
                together[one * k + other] = true;
            }
        }
    }
    let mut apart = Vec::new();
    for one in 0..k {
        for other in one + 1..k {
            if !together[one * k + other] {
                apart.push(format!("{} ~~ {}", table.names[one], table.names[other]));
            }
        }
    }
    if apart.is_empty() { Ok(()) } else { Err(Error::NotIdentified { parameters: apart }) }
}

fn groups_of(table: &Table, found: &MissingPatterns, scales: &[(f64, f64)]) -> Vec<Group> {
    let k = table.columns.len();
    let filled = found.patterns.iter().filter(|pattern| pattern.missing.len() < k);
    filled
        .map(|pattern| {
            let observed: Vec<usize> = (0..k).filter(|index| !pattern.missing.contains(index)).collect();
            let (means, deviations): (Vec<f64>, Vec<Vec<f64>>) = observed
                .iter()
                .map(|column| {
                    let (centre, spread) = scales[*column];
                    let values: Vec<f64> = pattern
                        .rows
                        .iter()
                        .map(|row| (table.columns[*column][*row] - centre) / spread)
                        .collect();
                    (mean(&values), centred(&values))
                })
                .unzip();
            let mean = DVector::from_vec(means);
            let scatter = cross_products(&deviations);
            Group { observed, missing: pattern.missing.clone(), n: count(pattern.rows.len()), mean, scatter }
        })
        .collect()
}

/// Means and covariances that make the observed cells most likely.
fn maximize(groups: &[Group], k: usize) -> Result<(DVector<f64>, DMatrix<f64>, usize), Error> {
    let n: f64 = groups.iter().map(|group| group.n).sum();
    let mut mean = DVector::<f64>::zeros(k);
    let mut covariance = DMatrix::<f64>::identity(k, k);
    for step in 1..=MOST_STEPS {
        let mut sums = DVector::<f64>::zeros(k);
        let mut products = DMatrix::<f64>::zeros(k, k);
        for group in groups {
            expect(group, &mean, &covariance, &mut sums, &mut products)?;
        }
        let next_mean = sums / n;
        let next_covariance = products / n - &next_mean * next_mean.transpose();
        let change = (&next_mean - &mean).amax().max((&next_covariance - &covariance).amax());
        (mean, covariance) = (next_mean, next_covariance);
        if change < SETTLED {
            return Ok((mean, covariance, step));
        }
        if !change.is_finite() {
            return Err(singular());
        }
    }
    Err(Error::NoConvergence { method: "EM", iterations: MOST_STEPS })
}

fn singular() -> Error {
    Error::NotPositiveDefinite { what: "the covariance matrix that EM estimates".to_owned() }
}

/// Adds the sums and products that are expected of a group's rows, their missing cells regressed on the observed ones.
fn expect(
    group: &Group,
    mean: &DVector<f64>,
    covariance: &DMatrix<f64>,
    sums: &mut DVector<f64>,
    products: &mut DMatrix<f64>,
) -> Result<(), Error> {
    let (observed, missing) = (&group.observed, &group.missing);
    let rows = covariance.select_rows(observed);
    let cholesky = Cholesky::new(rows.select_columns(observed)).ok_or_else(singular)?;
    let between = rows.select_columns(missing);
    let slopes = cholesky.solve(&between).transpose();
    let rest = covariance.select_rows(missing).select_columns(missing) - &slopes * &between;
    let predicted = mean.select_rows(missing) + &slopes * (&group.mean - mean.select_rows(observed));
    let mixed = &slopes * &group.scatter;
    let lacking = &mixed * slopes.transpose() + rest * group.n;
    let mut whole = DVector::<f64>::zeros(mean.len());
    for (index, column) in observed.iter().enumerate() {
        whole[*column] = group.mean[index];
    }
    for (index, column) in missing.iter().enumerate() {
        whole[*column] = predicted[index];
    }
    products.ger(group.n, &whole, &whole, 1.0);
    sums.axpy(group.n, &whole, 1.0);
    for (i, one) in observed.iter().enumerate() {
        for (j, other) in observed.iter().enumerate() {
            products[(*one, *other)] += group.scatter[(i, j)];
        }
    }
    for (i, one) in missing.iter().enumerate() {
        for (j, other) in observed.iter().enumerate() {
            products[(*one, *other)] += mixed[(i, j)];
            products[(*other, *one)] += mixed[(i, j)];
        }
        for (j, other) in missing.iter().enumerate() {
            products[(*one, *other)] += lacking[(i, j)];
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::little;
    use crate::stats::{Error, Table};

    const GAP: f64 = f64::NAN;

    fn table(columns: [&[f64]; 2]) -> Table {
        Table { names: vec!["x".to_owned(), "y".to_owned()], columns: columns.map(<[f64]>::to_vec).to_vec() }
    }

    #[test]
    fn monotone_gaps_have_a_closed_form() {
        // Anderson (1957): the mean of y is that of its regression on x at the mean of all x; here y = x + e.
        let x = [1.0, 2.0, 3.0, 4.0, 10.0, 12.0];
        let y = [1.5, 1.5, 3.5, 3.5, GAP, GAP];
        let found = little(&table([&x, &y])).unwrap();
        // Slope of y on x over the first four rows: 4/5; means 2.5 and 2.5; mean of all x is 16/3.
        let expected = 2.5 + 0.8 * (16.0 / 3.0 - 2.5);
        assert!((found.means[1] - expected).abs() < 1e-6, "{found:?}");
        // Two patterns, (x, y) and x alone: d² = 4(x̄₁ − μ)²/s² + 2(x̄₂ − μ)²/s² since the residual of ȳ₁ is 0.
        let variance = x.iter().map(|x| (x - 16.0 / 3.0) * (x - 16.0 / 3.0)).sum::<f64>() / 6.0;
        let gap = |mean: f64| (mean - 16.0 / 3.0) * (mean - 16.0 / 3.0);
        let expected = (4.0 * gap(2.5) + 2.0 * gap(11.0)) / variance;
        assert!((found.chi_square - expected).abs() < 1e-6, "{found:?}");
        assert_eq!(found.degrees_of_freedom, 1);
    }

    #[test]
    fn columns_that_never_meet_are_named() {
        let found = little(&table([&[1.0, 2.0, 3.0, GAP, GAP, GAP], &[GAP, GAP, GAP, 1.0, 3.0, 2.0]]));
        assert_eq!(found, Err(Error::NotIdentified { parameters: vec!["x ~~ y".to_owned()] }));
    }
}
