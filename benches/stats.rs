//! Statistics: the time of the methods that a survey needs, beside R and Python on the same kind of machine (2 cores).
//!
//! | bench | R or Python, CPU s | bar, s | measured, median s |
//! |---|---|---|---|
//! | `describe_and_test_100000` | 1.1 | .08 | .053 |
//! | `parallel_analysis_100_rounds` | 3.65 | .06 | .017 |
//! | `read_csv_100000` | .49 | .15 | .083 |
//!
//! Run with `cargo bench --bench stats`.

use baft::sheet::read_numbers;
use baft::stats::Table;
use baft::stats::compare::one_sample;
use baft::stats::describe::moments;
use baft::stats::factor::{
    Missing, ParallelOptions, Rotation, components, correlations, parallel_analysis, rotate,
};
use baft::stats::reliability::alpha;

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
    bencher.bench_local(|| alpha(&table, 0.95));
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
    bencher.bench_local(|| read_numbers(text.as_bytes()));
}
