//! Small solutions with known answers, and matrices at the border of what can be answered.

use super::{
    Correlations, Extraction, FirstCommunalities, Missing, ParallelKind, ParallelOptions, Rotation, Stop,
    common_factors, correlations, judge, parallel_analysis, principal_axes, reduced_eigenvalues, rotate,
    score_weights,
};
use crate::stats::{Error, Matrix, Table};

fn given(names: &[&str], lower: &[&[f64]], n: usize) -> Correlations {
    let k = names.len();
    let at = |row: usize, column: usize| {
        if row > column { lower[row - 1][column] } else { lower[column - 1][row] }
    };
    let cells =
        (0..k * k).map(|cell| if cell / k == cell % k { 1.0 } else { at(cell / k, cell % k) }).collect();
    Correlations {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        matrix: Matrix { width: k, cells },
        n,
    }
}

/// One factor with the loadings .9, .8, .7, .6.
fn spearman() -> Correlations {
    given(&["a", "b", "c", "d"], &[&[0.72], &[0.63, 0.56], &[0.54, 0.48, 0.42]], 200)
}

#[test]
fn all_extractions_find_a_perfect_factor() {
    let expected = [0.9, 0.8, 0.7, 0.6];
    let close = |loadings: &Matrix| {
        loadings.cells.iter().zip(expected).all(|(found, known)| (found - known).abs() < 1e-7)
    };
    for extraction in [Extraction::MinimumResiduals, Extraction::MaximumLikelihood] {
        let found = common_factors(&spearman(), 1, extraction).unwrap();
        assert!(found.converged && found.heywood.is_empty() && found.slope < 1e-9, "{found:?}");
        assert!(close(&found.loadings), "{found:?}");
        let fit = judge(&spearman(), &found.loadings, &found.uniquenesses);
        assert!(fit.bartlett.abs() < 1e-9 && (fit.p - 1.0).abs() < 1e-6 && fit.rmsea.abs() < 1e-9, "{fit:?}");
    }
    let found = principal_axes(&spearman(), 1, Stop::Largest(1e-13, 10_000)).unwrap();
    assert!(found.converged && close(&found.loadings), "{found:?}");
}

#[test]
fn heywood_cases_are_named() {
    // The triad asks for a communality of .9 * .9 / .7 = 1.16.
    let case = given(&["a", "b", "c"], &[&[0.9], &[0.9, 0.7]], 100);
    for extraction in [Extraction::MinimumResiduals, Extraction::MaximumLikelihood] {
        let found = common_factors(&case, 1, extraction).unwrap();
        assert!(found.converged, "{found:?}");
        assert_eq!(found.heywood, ["a"]);
    }
    let found = principal_axes(&case, 1, Stop::Largest(1e-12, 20_000)).unwrap();
    assert_eq!(found.heywood, ["a"]);
}

#[test]
fn fewer_rows_than_columns() {
    let columns = (0..6_u32)
        .map(|column| {
            (0..5_u32).map(|row| f64::from((row * row * (column + 2) + 3 * column * row) % 7)).collect()
        })
        .collect();
    let names = (1..=6).map(|column| format!("v{column}")).collect();
    let found = correlations(&Table { names, columns }, Missing::Listwise).unwrap();
    let factors = common_factors(&found, 2, Extraction::MinimumResiduals).unwrap();
    assert_eq!(factors.start, FirstCommunalities::LargestCorrelation);
    assert!(factors.loadings.cells.iter().all(|loading| loading.is_finite()));
    let fit = judge(&found, &factors.loadings, &factors.uniquenesses);
    assert!(fit.objective.is_nan() && fit.rmsea.is_nan() && fit.bartlett.is_nan());
    assert!(fit.root_mean_square.is_finite());
    let axes = principal_axes(&found, 2, Stop::Largest(1e-3, 25)).unwrap();
    assert!(axes.loadings.cells.iter().all(|loading| loading.is_finite()));
    match common_factors(&found, 2, Extraction::MaximumLikelihood) {
        Err(Error::Singular { columns }) => assert!(columns.contains(&"v6".to_owned()), "{columns:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_degrees_of_freedom() {
    let case = given(&["a", "b", "c"], &[&[0.5], &[0.4, 0.3]], 100);
    assert_eq!(
        common_factors(&case, 2, Extraction::MaximumLikelihood),
        Err(Error::TooManyFactors { wanted: 2, columns: 3 })
    );
    let found = common_factors(&case, 2, Extraction::MinimumResiduals).unwrap();
    let fit = judge(&case, &found.loadings, &found.uniquenesses);
    assert!(fit.p.is_nan() && fit.rmsea.is_nan() && fit.tucker_lewis.is_nan());
}

#[test]
fn scores_keep_what_they_promise() {
    let case = given(
        &["a", "b", "c", "d", "e", "f"],
        &[&[0.5], &[0.45, 0.4], &[0.2, 0.15, 0.1], &[0.15, 0.2, 0.1, 0.5], &[0.1, 0.1, 0.2, 0.4, 0.45]],
        300,
    );
    let found = common_factors(&case, 2, Extraction::MinimumResiduals).unwrap();
    let oblique = rotate(&found.loadings, Rotation::Oblimin { gamma: 0.0, kaiser: false }).unwrap();
    let weights = score_weights(&case, &oblique.loadings, &oblique.phi, &found.uniquenesses).unwrap();
    let (r, ten_berge) = (case.matrix.dense(), weights.ten_berge.dense());
    // Correlations of ten Berge's scores are those of the factors; Bartlett's weights leave each factor as it is.
    let correlated = ten_berge.transpose() * r * &ten_berge;
    assert!((correlated - oblique.phi.dense()).amax() < 1e-12);
    let unbiased = weights.bartlett.dense().transpose() * oblique.loadings.dense();
    assert!((unbiased - nalgebra::DMatrix::identity(2, 2)).amax() < 1e-12);
    assert!(weights.determinacy.iter().all(|value| *value > 0.5 && *value < 1.0));
}

#[test]
fn chance_of_common_factors() {
    let options = ParallelOptions { rounds: 400, kind: ParallelKind::Factors, ..ParallelOptions::default() };
    let (observed, which) = reduced_eigenvalues(&spearman());
    assert_eq!(which, FirstCommunalities::SquaredMultiple);
    let found = parallel_analysis(&observed, 200, &options);
    assert_eq!((found.kept_by_mean, found.kept_by_quantile), (1, 1));
    // Independent columns have squared multiple correlations of (k - 1)/(n - 1) on average.
    let sum: f64 = found.mean.iter().sum();
    assert!((sum - 4.0 * 3.0 / 199.0).abs() < 0.005, "{sum}");
}

#[test]
fn nothing_in_common() {
    // All roots of the identity are equal: derivatives that divide by their distances must not break.
    let case = given(&["a", "b", "c", "d"], &[&[0.0], &[0.0, 0.0], &[0.0, 0.0, 0.0]], 100);
    for extraction in [Extraction::MinimumResiduals, Extraction::MaximumLikelihood] {
        let found = common_factors(&case, 1, extraction).unwrap();
        assert!(found.converged && found.objective < 1e-12, "{found:?}");
        assert!(found.uniquenesses.iter().all(|unique| unique.is_finite()), "{found:?}");
    }
    let found = principal_axes(&case, 1, Stop::Largest(1e-12, 100)).unwrap();
    assert!(found.communalities.iter().all(|share| share.abs() < 1e-12));
}

#[test]
fn doubled_columns() {
    let case = given(&["a", "b", "c", "d"], &[&[1.0], &[0.5, 0.5], &[0.5, 0.5, 1.0]], 100);
    let found = common_factors(&case, 2, Extraction::MinimumResiduals).unwrap();
    assert!(found.loadings.cells.iter().all(|loading| loading.is_finite()), "{found:?}");
    assert!(found.objective < 1e-4, "{found:?}");
    let found = principal_axes(&case, 2, Stop::Largest(1e-12, 1000)).unwrap();
    assert!(found.communalities.iter().all(|share| (share - 1.0).abs() < 1e-6), "{found:?}");
}
