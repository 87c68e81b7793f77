//! Reliability and validity of constructs from a fitted measurement model.

use crate::stats::describe::count;
use crate::stats::sem::{Fitted, Operator};
use crate::stats::{Error, Matrix};

/// One construct.
#[derive(Clone, PartialEq, Debug)]
pub struct Construct {
    /// Its name.
    pub name: String,
    /// Its items.
    pub items: Vec<String>,
    /// Composite reliability, (Σλ)² / ((Σλ)² + Σ(1 − λ²)) of standardized loadings (Jöreskog 1971).
    pub composite: f64,
    /// Average variance extracted, the mean of λ² (Fornell & Larcker 1981).
    pub extracted: f64,
    /// Maximal reliability H (Hancock & Mueller 2001).
    pub maximal: f64,
    /// Largest squared correlation with another construct.
    pub largest_shared: f64,
    /// Mean squared correlation with the others.
    pub mean_shared: f64,
    /// ω: what the construct explains of the observed variance of its items' sum (Bollen 1980).
    pub omega: f64,
}

impl Construct {
    /// Fornell and Larcker's criterion: more variance extracted than shared with any other construct.
    pub fn is_distinct(&self) -> bool {
        self.extracted > self.largest_shared
    }
}

/// Constructs with their correlations.
#[derive(Clone, PartialEq, Debug)]
pub struct Constructs {
    /// In the order of the model.
    pub constructs: Vec<Construct>,
    /// Correlations of the factors.
    pub phi: Matrix,
    /// ω of the sum of all items.
    pub total: f64,
}

/// Judges the constructs of a one-group model whose items are observed variables.
///
/// # Errors
/// [`Error::BadOption`] for a model with several groups or with a factor that has no observed item.
pub fn constructs(fitted: &Fitted) -> Result<Constructs, Error> {
    let refused = |reason: &str| Error::BadOption { name: "model", reason: reason.to_owned() };
    if fitted.groups().len() > 1 {
        return Err(refused("must be one of a single group"));
    }
    let estimates = fitted.estimates()?;
    let observed = fitted.observed();
    let covariance = fitted.sample_covariance(0);
    let phi = fitted.factor_correlations(0);
    let factors = fitted.latent();
    let place = |name: &str| observed.iter().position(|other| other == name);
    let variance = |name: &str| {
        estimates
            .iter()
            .find(|row| row.operator == Operator::CovariesWith && row.left == name && row.right == name)
            .map_or(1.0, |row| row.value)
    };
    let mut found = Vec::new();
    let mut sums = Vec::new();
    for (index, name) in factors.iter().enumerate() {
        let rows: Vec<_> = estimates
            .iter()
            .filter(|row| row.operator == Operator::MeasuredBy && row.left == *name)
            .filter_map(|row| Some((place(&row.right)?, row)))
            .collect();
        if rows.is_empty() {
            return Err(refused("must measure every factor by observed items"));
        }
        let standardized: Vec<f64> = rows.iter().map(|(_, row)| row.standardized).collect();
        let sum: f64 = standardized.iter().sum();
        let unique: f64 = standardized.iter().map(|loading| 1.0 - loading * loading).sum();
        let weight: f64 =
            standardized.iter().map(|loading| loading * loading / (1.0 - loading * loading)).sum();
        let squared: Vec<f64> = (0..factors.len())
            .filter(|other| *other != index)
            .map(|other| phi.at(index, other).powi(2))
            .collect();
        let raw: f64 = rows.iter().map(|(_, row)| row.value).sum();
        let scale = variance(name).max(0.0).sqrt();
        let whole: f64 =
            rows.iter().flat_map(|(one, _)| rows.iter().map(|(other, _)| covariance.at(*one, *other))).sum();
        sums.push(raw * scale);
        found.push(Construct {
            name: name.clone(),
            items: rows.iter().map(|(_, row)| row.right.clone()).collect(),
            composite: sum * sum / (sum * sum + unique),
            extracted: standardized.iter().map(|loading| loading * loading).sum::<f64>() / count(rows.len()),
            maximal: weight / (1.0 + weight),
            largest_shared: squared.iter().copied().fold(f64::NAN, f64::max),
            mean_shared: squared.iter().sum::<f64>() / count(squared.len()),
            omega: (raw * scale).powi(2) / whole,
        });
    }
    let mut explained = 0.0;
    for (one, left) in sums.iter().enumerate() {
        for (other, right) in sums.iter().enumerate() {
            explained += left * right * phi.at(one, other);
        }
    }
    let whole: f64 = covariance.cells.iter().sum();
    Ok(Constructs { constructs: found, phi, total: explained / whole })
}
