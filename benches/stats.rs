//! Statistics: the time of the methods that a survey needs, beside R and Python on the same kind of machine (2 cores).
//!
//! | bench | R or Python, CPU s | bar, s | measured, median s |
//! |---|---|---|---|
//! | `cfa_ml_384`, with standard errors, fit and standardized estimates | .425 | .02 | .0038 |
//! | `cfa_ml_100000` | .713 | .10 | .092 |
//! | `modification_indices_42` | 1.33 | .03 | .0031 |
//! | `cfa_mlm_384` | 1.16 | .15 | .0089 |
//! | `cfa_mlr_384` | 2.87 | .25 | .011 |
//! | `cfa_fiml_25_2800` | 2.33 | .5 | .062 |
//! | `cfa_wlsmv_384` | 5.02 | .4 | .065 |
//! | `polychoric_384` | .77 | .08 | .0091 |
//! | `parallel_analysis_100_rounds` | 3.65 | .06 | .015 |
//! | `cfa_1000_bootstraps` | 69 | 5 | 1.54 |
//! | `pls_1000_bootstraps` | 12.4 | .3 | .022 |
//! | `describe_and_test_100000` | 1.1 | .08 | .062 |
//! | `read_csv_100000` | .49 | .15 | .077 |
//!
//! Run with `cargo bench --bench stats`.

use baft::sheet::read_numbers;
use baft::stats::Table;
use baft::stats::compare::one_sample;
use baft::stats::describe::moments;
use baft::stats::factor::{
    Missing, ParallelOptions, Rotation, components, correlations, parallel_analysis, rotate,
};
use baft::stats::pls::{Divisor, Mode, PathQuestion, Resamples, Scheme, bootstrap};
use baft::stats::polychoric::{EmptyCells, polychoric};
use baft::stats::reliability::alpha;
use baft::stats::sem::{Estimator, FitOptions, Gaps, OrderedEstimator, fit, fit_ordered, resample};

fn main() {
    divan::main();
}

/// Five-point answers of that many people to 42 items, always the same.
fn answers(rows: usize) -> Table {
    let mut state = 42_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 40).unwrap_or(0)) / f64::from(1_u32 << 24)
    };
    let shared: Vec<f64> = (0..rows).map(|_| next()).collect();
    let columns = (0..42)
        .map(|_| {
            shared
                .iter()
                .map(|common| ((0.5 * common + 0.5 * next()) * 5.0).floor().clamp(0.0, 4.0) + 1.0)
                .collect()
        })
        .collect();
    Table { names: (1..=42).map(|item| format!("R{item}")).collect(), columns }
}

#[divan::bench(sample_count = 10)]
fn describe_and_test_100000(bencher: divan::Bencher<'_, '_>) {
    let table = answers(100_000);
    bencher.bench_local(|| {
        for (name, column) in table.names.iter().zip(&table.columns) {
            divan::black_box(moments(column));
            divan::black_box(one_sample(name, column, 3.0, 0.95).is_ok());
        }
    });
}

#[divan::bench(sample_count = 20)]
fn alpha_384(bencher: divan::Bencher<'_, '_>) {
    let table = answers(384);
    bencher.bench_local(|| alpha(&table, 0.95).expect("the answers vary"));
}

#[divan::bench(sample_count = 20)]
fn components_with_varimax_384(bencher: divan::Bencher<'_, '_>) {
    let table = answers(384);
    bencher.bench_local(|| {
        let correlations = correlations(&table, Missing::Listwise).expect("the answers vary");
        let found = components(&correlations, 4).expect("42 items carry four components");
        rotate(&found.loadings, Rotation::Varimax)
    });
}

#[divan::bench(sample_count = 10)]
fn parallel_analysis_100_rounds(bencher: divan::Bencher<'_, '_>) {
    let observed = vec![1.0; 42];
    let options = ParallelOptions { rounds: 100, ..ParallelOptions::default() };
    bencher.bench_local(|| parallel_analysis(&observed, 384, &options));
}

#[divan::bench(sample_count = 10)]
fn read_csv_100000(bencher: divan::Bencher<'_, '_>) {
    let table = answers(100_000);
    let mut text = table.names.join(",");
    for row in 0..100_000 {
        let cells: Vec<String> = table.columns.iter().map(|column| column[row].to_string()).collect();
        text.push('\n');
        text.push_str(&cells.join(","));
    }
    bencher.bench_local(|| read_numbers(text.as_bytes()).expect("the table is whole"));
}

/// Four factors of the 42 items.
fn model() -> String {
    let items =
        |from: usize, to: usize| (from..=to).map(|item| format!("R{item}")).collect::<Vec<_>>().join(" + ");
    [("A", 1, 13), ("B", 14, 27), ("C", 28, 36), ("D", 37, 42)]
        .map(|(factor, from, to)| format!("{factor} =~ {}", items(from, to)))
        .join("\n")
}

fn fit_with(bencher: divan::Bencher<'_, '_>, rows: usize, estimator: Estimator) {
    let (table, model) = (answers(rows), model());
    let options = FitOptions { estimator, ..FitOptions::default() };
    bencher.bench_local(|| {
        fit(&model, &table, None, &options)
            .and_then(|fitted| fitted.estimates())
            .expect("the model is identified")
    });
}

#[divan::bench(sample_count = 20)]
fn cfa_ml_384(bencher: divan::Bencher<'_, '_>) {
    fit_with(bencher, 384, Estimator::MaximumLikelihood);
}

#[divan::bench(sample_count = 5)]
fn cfa_ml_100000(bencher: divan::Bencher<'_, '_>) {
    fit_with(bencher, 100_000, Estimator::MaximumLikelihood);
}

#[divan::bench(sample_count = 10)]
fn cfa_mlm_384(bencher: divan::Bencher<'_, '_>) {
    fit_with(bencher, 384, Estimator::SatorraBentler);
}

#[divan::bench(sample_count = 10)]
fn cfa_mlr_384(bencher: divan::Bencher<'_, '_>) {
    fit_with(bencher, 384, Estimator::YuanBentler);
}

#[divan::bench(sample_count = 20)]
fn modification_indices_42(bencher: divan::Bencher<'_, '_>) {
    let (table, model) = (answers(384), model());
    let fitted = fit(&model, &table, None, &FitOptions::default()).expect("the model is identified");
    bencher.bench_local(|| fitted.modifications());
}

#[divan::bench(sample_count = 3)]
fn cfa_fiml_25_2800(bencher: divan::Bencher<'_, '_>) {
    let mut table = answers(2_800);
    table.names.truncate(25);
    table.columns.truncate(25);
    for (index, column) in table.columns.iter_mut().enumerate() {
        for row in (index * 7..2_800).step_by(97) {
            column[row] = f64::NAN;
        }
    }
    let items = |from: usize| (from..from + 5).map(|item| format!("R{item}")).collect::<Vec<_>>().join(" + ");
    let model = [1, 6, 11, 16, 21].map(|from| format!("F{from} =~ {}", items(from))).join("\n");
    let options = FitOptions { gaps: Gaps::FullInformation, ..FitOptions::default() };
    bencher.bench_local(|| {
        fit(&model, &table, None, &options)
            .and_then(|fitted| fitted.estimates())
            .expect("the model is identified")
    });
}

#[divan::bench(sample_count = 5)]
fn cfa_wlsmv_384(bencher: divan::Bencher<'_, '_>) {
    let (table, model) = (answers(384), model());
    let options = FitOptions::default();
    bencher.bench_local(|| {
        fit_ordered(&model, &table, OrderedEstimator::Wlsmv, &options)
            .and_then(|fitted| fitted.estimates())
            .expect("the model is identified")
    });
}

#[divan::bench(sample_count = 2)]
fn cfa_1000_bootstraps(bencher: divan::Bencher<'_, '_>) {
    let (table, model) = (answers(384), model());
    let fitted = fit(&model, &table, None, &FitOptions::default()).expect("the model is identified");
    bencher.bench_local(|| resample(&fitted, 1_000, 1, 0.95).expect("resamples settle"));
}

#[divan::bench(sample_count = 10)]
fn polychoric_384(bencher: divan::Bencher<'_, '_>) {
    let table = answers(384);
    bencher.bench_local(|| polychoric(&table, EmptyCells::Keep).expect("the answers vary"));
}

/// Seven constructs of 24 indicators, as in the European customer satisfaction model.
#[divan::bench(sample_count = 5)]
fn pls_1000_bootstraps(bencher: divan::Bencher<'_, '_>) {
    let table = answers(250);
    let mut next = 1;
    let blocks = [5, 3, 7, 2, 3, 1, 3].map(|size| {
        let items = (next..next + size).map(|item| format!("R{item}")).collect();
        next += size;
        (format!("C{next}"), items)
    });
    let question = PathQuestion {
        modes: vec![Mode::A; blocks.len()],
        blocks: blocks.to_vec(),
        paths: vec![
            (0, 1),
            (0, 4),
            (0, 6),
            (1, 2),
            (1, 3),
            (1, 4),
            (2, 3),
            (2, 4),
            (3, 4),
            (4, 5),
            (4, 6),
            (5, 6),
        ],
        scheme: Scheme::Path,
        stop: 1e-7,
        divisor: Divisor::RowsLessOne,
    };
    let resamples = Resamples::Random { rounds: 1_000, seed: 1 };
    bencher.bench_local(|| bootstrap(&table, &question, &resamples, 0.95).expect("every block varies"));
}
