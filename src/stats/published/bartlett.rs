//! Does a printed Bartlett χ² agree with the printed loadings and n?

use crate::stats::describe::count;
use crate::stats::factor::{adequacy, given_correlations};
use crate::stats::published::Loading;
use crate::stats::{Error, Matrix};

/// What the printed loadings imply when the components correlate by one value.
#[derive(Clone, PartialEq, Debug)]
pub struct AssumedCorrelation {
    /// The correlation between components.
    pub phi: f64,
    /// ln|R| of R = ΛΦΛ' + diag(1 − λ²).
    pub log_determinant: f64,
    /// χ² that this R gives with the reported n.
    pub chi_square: f64,
    /// The n at which it gives the printed χ².
    pub implied_n: f64,
    /// Percent of variance in the first eigenvalues of R, as many as there are components.
    pub eigenvalue_percent: f64,
    /// KMO of R.
    pub kmo: f64,
}

/// What a printed Bartlett χ² says.
#[derive(Clone, PartialEq, Debug)]
pub struct Bartlett {
    /// k (k − 1) / 2.
    pub degrees_of_freedom: f64,
    /// ln|R| = −χ² / (n − 1 − (2k + 5)/6) (Bartlett 1951).
    pub implied_log_determinant: f64,
    /// Number of components.
    pub components: usize,
    /// What the loadings imply for each assumed correlation of components.
    pub assumed: Vec<AssumedCorrelation>,
}

/// Compares a printed Bartlett χ² of a reported n with the correlations that printed loadings imply, for several assumed
/// correlations `phi` between components. Real correlations differ from the implied ones, so this shows an order of
/// magnitude and is no test. Each item has one loading, that on its own component.
///
/// # Errors
/// [`Error::TooFewColumns`] below two items; [`Error::BadOption`] for an item that stands there twice, an n that leaves no room, or a phi outside (−1, 1);
/// [`Error::NotACorrelation`] or [`Error::Singular`] when the loadings imply no correlations.
pub fn bartlett(chi_square: f64, n: u32, loadings: &[Loading], phis: &[f64]) -> Result<Bartlett, Error> {
    let k = loadings.len();
    if k < 2 {
        return Err(Error::TooFewColumns { needed: 2, got: k });
    }
    let correction = 1.0 + (2.0 * count(k) + 5.0) / 6.0;
    let factor = f64::from(n) - correction;
    if factor <= 0.0 {
        return Err(Error::BadOption { name: "n", reason: format!("must be above {correction}") });
    }
    let names: Vec<String> = loadings.iter().map(|loading| loading.item.clone()).collect();
    if let Some(twice) = names.iter().enumerate().find(|(index, name)| names[..*index].contains(name)) {
        return Err(Error::BadOption { name: "loadings", reason: format!("{} stands there twice", twice.1) });
    }
    let mut components: Vec<&str> = loadings.iter().map(|loading| loading.component.as_str()).collect();
    components.sort_unstable();
    components.dedup();
    let assumed = phis
        .iter()
        .map(|&phi| {
            if phi.abs() >= 1.0 || phi.is_nan() {
                return Err(Error::BadOption { name: "phi", reason: "must lie between -1 and 1".to_owned() });
            }
            let found = adequacy(&given_correlations(
                &names,
                implied(loadings, phi),
                usize::try_from(n).unwrap_or(0),
            )?)?;
            let first: f64 = found.eigenvalues.iter().take(components.len()).sum();
            Ok(AssumedCorrelation {
                phi,
                log_determinant: found.log_determinant,
                chi_square: -factor * found.log_determinant,
                implied_n: correction - chi_square / found.log_determinant,
                eigenvalue_percent: 100.0 * first / count(k),
                kmo: found.kmo,
            })
        })
        .collect::<Result<Vec<AssumedCorrelation>, Error>>()?;
    Ok(Bartlett {
        degrees_of_freedom: count(k) * (count(k) - 1.0) / 2.0,
        implied_log_determinant: -chi_square / factor,
        components: components.len(),
        assumed,
    })
}

/// Correlations that loadings on one component each imply.
fn implied(loadings: &[Loading], phi: f64) -> Matrix {
    let mut cells = Vec::with_capacity(loadings.len() * loadings.len());
    for (row, one) in loadings.iter().enumerate() {
        for (column, other) in loadings.iter().enumerate() {
            let between = if one.component == other.component { 1.0 } else { phi };
            cells.push(if row == column {
                1.0
            } else {
                one.loading.value() * other.loading.value() * between
            });
        }
    }
    Matrix { width: loadings.len(), cells }
}

#[cfg(test)]
mod tests {
    use super::bartlett;
    use crate::stats::published::{Figure, Loading};

    fn loading(item: &str, component: &str) -> Loading {
        let loading = Figure::parse(".60").unwrap();
        Loading { item: item.to_owned(), component: component.to_owned(), loading }
    }

    #[test]
    fn two_items_of_one_component_correlate_by_the_product_of_their_loadings() {
        let found = bartlett(10.0, 100, &[loading("A", "one"), loading("B", "one")], &[0.0]).unwrap();
        let assumed = found.assumed.first().unwrap();
        // r = .36, |R| = 1 - .36 squared; 100 - 1 - 9/6 = 97.5.
        let expected = (1.0_f64 - 0.36 * 0.36).ln();
        assert!((assumed.log_determinant - expected).abs() < 1e-12);
        assert!((assumed.chi_square + 97.5 * expected).abs() < 1e-9);
        assert!((found.implied_log_determinant + 10.0 / 97.5).abs() < 1e-12);
    }

    #[test]
    fn what_gives_no_correlations_is_refused() {
        let pair = [loading("A", "one"), loading("B", "two")];
        assert!(bartlett(10.0, 2, &pair, &[0.0]).is_err());
        assert!(bartlett(10.0, 100, &pair, &[1.0]).is_err());
        assert!(bartlett(10.0, 100, &[loading("A", "one"), loading("A", "two")], &[0.0]).is_err());
        assert!(bartlett(10.0, 100, &pair[..1], &[0.0]).is_err());
    }
}
