//! Texts: the words of Persian sentences, reading transcripts.
//!
//! `analyze_persian` reads texts whose words the analyzer has met before, as in a long text; `analyze_new_words` begins with an
//! empty memory of words each time, the worst case. Run with `cargo bench --bench text`.

use baft::ingest::{ReadOptions, read};
use baft::text::analyzer::Analyzer;
use baft::text::language::Language;
use divan::counter::BytesCount;
use std::path::Path;

fn main() {
    divan::main();
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/interviews").join(name))
        .unwrap_or_default()
}

#[divan::bench(sample_count = 20)]
fn analyze_persian(bencher: divan::Bencher<'_, '_>) {
    let text: String = ["I09.md", "I10.txt", "I13.srt"]
        .map(|name| String::from_utf8_lossy(&sample(name)).into_owned())
        .concat();
    let mut analyzer = Analyzer::new(Language::Persian);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| analyzer.analyze(&text).units().len());
}

#[divan::bench(sample_count = 20)]
fn analyze_new_words(bencher: divan::Bencher<'_, '_>) {
    let text = String::from_utf8_lossy(&sample("I09.md")).into_owned();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| Analyzer::new(Language::Persian).analyze(&text).units().len());
}

#[divan::bench(sample_count = 20, args = ["I10.txt", "I09.md", "I13.srt", "I08.docx", "I16.html", "I18.pdf"])]
fn read_transcript(bencher: divan::Bencher<'_, '_>, name: &str) {
    let bytes = sample(name);
    bencher.bench_local(|| read(name, &bytes, &ReadOptions::default()));
}
