//! Codings: what it takes to read and ask them, in a job of 60 documents, 93,000 words, 62 codes and 2,000 overlapping spans, and in
//! one of 1,000 documents and 200,000 codings. The texts hold emoji, half-spaces and Arabic letters.
//!
//! Every figure includes reading from the study file; nothing is kept between two questions. `docs/retrieval.md` holds the
//! figures. Run with `cargo bench --bench coding`.

use baft::coding::matrix::{Count, Nearness};
use baft::coding::saturation::SaturationLevel;
use baft::stats::accumulation::AccumulationOptions;
use baft::workbench::{AnswerPage, MatrixOptions, SaturationOptions, Workbench};
use std::fmt;
use std::path::PathBuf;
use std::sync::LazyLock;
use study::{make, session};

mod study;

fn main() {
    divan::main();
}

/// Which study is asked.
#[derive(Clone, Copy, Debug)]
enum Job {
    Usual,
    Large,
}

impl fmt::Display for Job {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Usual => "60 documents",
            Self::Large => "1,000 documents",
        })
    }
}

const JOBS: [Job; 2] = [Job::Usual, Job::Large];

static STUDIES: LazyLock<(tempfile::TempDir, [PathBuf; 2])> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // `cargo test --benches` only wants to know that it runs.
    let is_trial = !std::env::args().any(|argument| argument == "--bench");
    let (documents, codings) = if is_trial { (20, 500) } else { (1_000, 200_000) };
    let studies = [make(folder.path(), "usual", 60, 2_000), make(folder.path(), "large", documents, codings)];
    (folder, studies)
});

fn open(job: Job) -> Workbench {
    let path = match job {
        Job::Usual => &STUDIES.1[0],
        Job::Large => &STUDIES.1[1],
    };
    Workbench::open(path, session()).expect("the study was made")
}

#[divan::bench(sample_count = 20, args = JOBS)]
fn quotations_of_a_code(bencher: divan::Bencher<'_, '_>, job: Job) {
    let workbench = open(job);
    bencher.bench_local(|| workbench.codings(None, Some("O30"), None).map(|codings| codings.len()));
}

#[divan::bench(sample_count = 20, args = JOBS)]
fn all_codings(bencher: divan::Bencher<'_, '_>, job: Job) {
    let workbench = open(job);
    bencher.bench_local(|| workbench.codings(None, None, None).map(|codings| codings.len()));
}

#[divan::bench(sample_count = 20, args = JOBS)]
fn query_of_codes(bencher: divan::Bencher<'_, '_>, job: Job) {
    let workbench = open(job);
    let page = AnswerPage { offset: 0, limit: 100 };
    bencher.bench_local(|| workbench.code_query("R6 AND R7 OR O30 weight:>=50 NOT coder:K2", page));
}

#[divan::bench(sample_count = 20, args = JOBS)]
fn query_of_overlaps(bencher: divan::Bencher<'_, '_>, job: Job) {
    let workbench = open(job);
    let page = AnswerPage { offset: 0, limit: 100 };
    bencher.bench_local(|| workbench.code_query("C0 OVERLAPS C1", page));
}

#[divan::bench(sample_count = 10, args = JOBS)]
fn query_within_words(bencher: divan::Bencher<'_, '_>, job: Job) {
    let workbench = open(job);
    let page = AnswerPage { offset: 0, limit: 100 };
    bencher.bench_local(|| workbench.code_query("C0 WITHIN 5 WORDS OF C1 speaker:مصاحبه\u{200c}شونده", page));
}

fn matrix(rows: &str, columns: &str, count: Count, nearness: Option<Nearness>) -> MatrixOptions {
    MatrixOptions { rows: rows.to_owned(), columns: columns.to_owned(), count, nearness, filter: None }
}

#[divan::bench(sample_count = 20, args = JOBS)]
fn matrix_of_factors_and_sources(bencher: divan::Bencher<'_, '_>, job: Job) {
    let workbench = open(job);
    let options = matrix("factors", "sources", Count::Quotations, None);
    bencher.bench_local(|| workbench.matrix(&options));
}

#[divan::bench(sample_count = 10, args = JOBS)]
fn matrix_of_words_and_speakers(bencher: divan::Bencher<'_, '_>, job: Job) {
    let workbench = open(job);
    let options = matrix("codes", "speakers", Count::Words, None);
    bencher.bench_local(|| workbench.matrix(&options));
}

#[divan::bench(sample_count = 10, args = JOBS)]
fn codes_that_overlap(bencher: divan::Bencher<'_, '_>, job: Job) {
    let workbench = open(job);
    let options = matrix("codes", "codes", Count::Quotations, Some(Nearness::Overlap));
    bencher.bench_local(|| workbench.matrix(&options));
}

#[divan::bench(sample_count = 10, args = JOBS)]
fn sequence_of_all(bencher: divan::Bencher<'_, '_>, job: Job) {
    let workbench = open(job);
    bencher.bench_local(|| workbench.code_sequence(None, "factors"));
}

#[divan::bench(sample_count = 10, args = JOBS)]
fn saturation(bencher: divan::Bencher<'_, '_>, job: Job) {
    let workbench = open(job);
    let options = SaturationOptions { level: SaturationLevel::Factor, rules: true, ..Default::default() };
    bencher.bench_local(|| workbench.saturation_report(&options));
}

#[divan::bench(sample_count = 10, args = JOBS)]
fn saturation_in_1000_orders(bencher: divan::Bencher<'_, '_>, job: Job) {
    let workbench = open(job);
    let orders = Some(AccumulationOptions::default());
    let options = SaturationOptions { level: SaturationLevel::Open, orders, ..Default::default() };
    bencher.bench_local(|| workbench.saturation_report(&options));
}
