//! Codings: what it takes to read and ask them, in a job of 60 documents, 93,000 words, 62 codes and 2,000 overlapping spans, and in
//! one of 1,000 documents and 200,000 codings. The texts hold emoji, half-spaces and Arabic letters.
//!
//! Every figure includes reading from the study file; nothing is kept between two questions. `docs/retrieval.md` holds the
//! figures. Run with `cargo bench --bench coding`.

use baft::coding::matrix::{Count, Nearness};
use baft::coding::saturation::SaturationLevel;
use baft::model::Goals;
use baft::stats::accumulation::AccumulationOptions;
use baft::workbench::{
    AnswerPage, ImportOptions, MatrixOptions, NewStudy, SaturationOptions, Session, Silent, Workbench,
    level_labels,
};
use std::fmt;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

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

/// Words of a document.
const WORDS: usize = 1_550;

/// Words of a turn.
const TURN: usize = 62;

/// What the texts are made of.
const VOCABULARY: [&str; 16] = [
    "سامانه",
    "می\u{200c}شود",
    "كند",
    "بيمه",
    "🙂",
    "شعبه\u{200c}های",
    "VPN",
    "قطع",
    "۱۲",
    "مردم",
    "👩🏽\u{200d}💻",
    "گفتم",
    "نمي\u{200c}دانم",
    "اینترنت،",
    "و",
    "رمز.",
];

static STUDIES: LazyLock<(tempfile::TempDir, [PathBuf; 2])> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // `cargo test --benches` only wants to know that it runs.
    let is_trial = std::env::args().any(|argument| argument == "--test");
    let (documents, codings) = if is_trial { (20, 500) } else { (1_000, 200_000) };
    let studies = [make(folder.path(), "usual", 60, 2_000), make(folder.path(), "large", documents, codings)];
    (folder, studies)
});

/// A seeded stream of numbers (Knuth's linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % count
    }
}

fn session() -> Session {
    Session { coder: "K1".to_owned(), clock: || 0 }
}

fn open(job: Job) -> Workbench {
    let path = match job {
        Job::Usual => &STUDIES.1[0],
        Job::Large => &STUDIES.1[1],
    };
    Workbench::open(path, session()).expect("the study was made")
}

fn document(dice: &mut Dice) -> String {
    let mut text = String::new();
    for word in 0..WORDS {
        if word % TURN == 0 {
            let speaker = if (word / TURN).is_multiple_of(2) {
                "مصاحبه\u{200c}گر"
            } else {
                "مصاحبه\u{200c}شونده"
            };
            let _ = write!(text, "\n{speaker}: ");
        }
        text.push_str(VOCABULARY[dice.below(VOCABULARY.len())]);
        text.push(' ');
    }
    text
}

/// A codebook of two components, four subscales, sixteen factors and forty open codes: sixty-two codes.
fn codebook() -> String {
    let mut sheet = "key,level,parent,name\n".to_owned();
    for code in 0..62 {
        let _ = match code {
            0..2 => writeln!(sheet, "C{code},selective,,مؤلفه {code}"),
            2..6 => writeln!(sheet, "S{code},axial,C{},خرده\u{200c}مقیاس {code}", code % 2),
            6..22 => writeln!(sheet, "R{code},open,S{},عامل {code}", 2 + code % 4),
            _ => writeln!(sheet, "O{code},open,R{},کد باز {code}", 6 + code % 16),
        };
    }
    sheet
}

fn make(folder: &Path, name: &str, documents: usize, codings: usize) -> PathBuf {
    let mut dice = Dice(7);
    let texts = folder.join(format!("{name}-texts"));
    std::fs::create_dir_all(&texts).expect("a temporary folder");
    for number in 0..documents {
        let text = document(&mut dice);
        std::fs::write(texts.join(format!("I{number:04}.txt")), text).expect("a temporary folder");
    }
    let path = folder.join(format!("{name}.baft"));
    let study = NewStudy {
        uuid: name.to_owned(),
        title: name.to_owned(),
        language: "fa".to_owned(),
        labels: level_labels("fa"),
        goals: Goals::default(),
    };
    let mut workbench = Workbench::create(&path, &study, session()).expect("a temporary folder");
    workbench.import_sources(&[texts], &ImportOptions::default(), &Silent).expect("texts are texts");
    workbench.import_codebook("codebook.csv", codebook().as_bytes()).expect("the codebook is sound");
    let sources = workbench.sources().expect("the study was made");
    let mut sheet = "source,start,end,code,coder,weight\n".to_owned();
    for number in 0..codings {
        let source = &sources[number % sources.len()];
        let start = dice.below(source.length as usize - 300);
        let end = start + 20 + dice.below(180);
        let (code, coder) = (22 + dice.below(40), 1 + dice.below(2));
        let _ = writeln!(sheet, "{},{start},{end},O{code},K{coder},{}", source.name, 1 + dice.below(100));
    }
    workbench.import_codings("codings.csv", sheet.as_bytes(), false).expect("the sheet is sound");
    path
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
