//! The index: how fast texts are analysed and indexed, how fast queries are answered, what it takes in memory and on disk;
//! beside Tantivy's default tokenizer and the Snowball stemmer (crate frostem) on the same text in the same run.
//!
//! The text is made by a seeded generator from the sentences of the sample study, a quarter of whose words are exchanged for words of
//! the lexicon by their frequency, in documents of about 6 KB. Making it is timed apart and taken off.
//!
//! Run with `cargo bench --bench search`; `BAFT_BENCH_MB=600` takes another size than 60 MB. The figures that were measured
//! stand in `docs/search.md`.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use baft::index::{
    BuildOptions, CodeFacts, IndexError, IndexedSource, Library, LibraryError, Plan, SearchLimits,
    SearchOptions, SourceBody, SourceFacts, TantivyEngine, parse_query, rank, search,
};
use baft::model::{ContentHash, SourceId, SourceKind};
use baft::text::analyzer::Analyzer;
use baft::text::language::Language;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{
    LowerCaser, RemoveLongFilter, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer,
};
use tantivy::{Index, TantivyDocument};

/// Bytes of one document, about.
const DOCUMENT: usize = 6_000;

/// Queries of each kind.
const QUERIES: usize = 200;

/// Makes the same text on every run.
struct Writer {
    sentences: Vec<Vec<String>>,
    words: Vec<(f64, String)>,
}

/// A seeded stream of numbers (Knuth's linear congruential generator).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 33).unwrap_or(0)) / f64::from(1_u32 << 31)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index below a small count"
    )]
    fn below(&mut self, count: usize) -> usize {
        ((self.next() * f64::from(u32::try_from(count).unwrap_or(u32::MAX))) as usize).min(count - 1)
    }
}

impl Writer {
    fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("the repository is whole");
        let texts =
            ["I09.md", "I10.txt", "I13.srt", "I20.md"].map(|name| read(&format!("corpus/interviews/{name}")));
        let sentences = texts
            .iter()
            .flat_map(|text| text.split_inclusive(['.', '؟', '!', '\n']))
            .map(|sentence| sentence.split(' ').map(str::to_owned).collect::<Vec<_>>())
            .filter(|words| words.len() > 3)
            .collect();
        let mut sum = 0.0;
        let words = read("src/text/persian/data/lexicon.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut cells = line.split('\t');
                let word = cells.next()?.replace('_', "\u{200c}");
                let logarithm: f64 = cells.nth(1)?.parse().ok()?;
                sum += (logarithm / 10.0).exp();
                Some((sum, word))
            })
            .collect();
        Self { sentences, words }
    }

    fn document(&self, number: u64) -> String {
        let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let total = self.words.last().map_or(1.0, |(sum, _)| *sum);
        let mut text = String::with_capacity(DOCUMENT + 600);
        while text.len() < DOCUMENT {
            for word in &self.sentences[dice.below(self.sentences.len())] {
                if dice.next() < 0.25 {
                    let wanted = dice.next() * total;
                    let place = self.words.partition_point(|(sum, _)| *sum < wanted);
                    text.push_str(&self.words[place.min(self.words.len() - 1)].1);
                } else {
                    text.push_str(word);
                }
                text.push(' ');
            }
        }
        text
    }
}

/// The generated texts as a study.
struct Texts {
    writer: Writer,
    facts: Vec<SourceFacts>,
    /// Time spent on making texts.
    made: Cell<Duration>,
}

impl Library for Texts {
    fn sources(&self) -> &[SourceFacts] {
        &self.facts
    }

    fn codes(&self) -> &[CodeFacts] {
        &[]
    }

    fn body(&self, source: SourceId) -> Result<Rc<SourceBody>, LibraryError> {
        let begun = Instant::now();
        let text = self.writer.document(source.0.unsigned_abs());
        self.made.set(self.made.get() + begun.elapsed());
        let hash = ContentHash::of(text.as_bytes());
        Ok(Rc::new(SourceBody::new(hash, text, Vec::new(), Vec::new())))
    }
}

/// A line of `/proc/self/status` in MB; 0 on systems without it.
fn memory(key: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(key));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1_024
}

/// Looks at the memory in use every few milliseconds until it is dropped.
struct Watch {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<(u64, u64)>>,
}

impl Watch {
    fn new() -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            let (mut own, mut all) = (0, 0);
            while !told.load(Ordering::Relaxed) {
                own = own.max(memory("RssAnon"));
                all = all.max(memory("VmRSS"));
                std::thread::sleep(Duration::from_millis(5));
            }
            (own, all)
        });
        Self { stop, thread: Some(thread) }
    }

    /// The peak of the program's own memory, and that with the pages of files which the system keeps for it.
    fn finish(mut self) -> (u64, u64) {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.take().and_then(|thread| thread.join().ok()).unwrap_or_default()
    }
}

fn folder_size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).sum::<u64>() / 1_000_000
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn rate(bytes: u64, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}

/// The Snowball stemmer as a filter of the engine.
#[derive(Clone)]
struct Snowball;

impl TokenFilter for Snowball {
    type Tokenizer<T: Tokenizer> = SnowballTokenizer<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> SnowballTokenizer<T> {
        SnowballTokenizer(tokenizer)
    }
}

#[derive(Clone)]
struct SnowballTokenizer<T>(T);

impl<T: Tokenizer> Tokenizer for SnowballTokenizer<T> {
    type TokenStream<'a> = SnowballStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        SnowballStream {
            tail: self.0.token_stream(text),
            stemmer: frostem::Stemmer::new(frostem::Algorithm::Persian),
        }
    }
}

struct SnowballStream<T> {
    tail: T,
    stemmer: frostem::Stemmer,
}

impl<T: TokenStream> TokenStream for SnowballStream<T> {
    fn advance(&mut self) -> bool {
        if !self.tail.advance() {
            return false;
        }
        let stem = self.stemmer.stem(&self.tail.token().text).into_owned();
        self.tail.token_mut().text = stem;
        true
    }

    fn token(&self) -> &Token {
        self.tail.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.tail.token_mut()
    }
}

fn plain_tokenizer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .build()
}

fn snowball_tokenizer() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .filter(Snowball)
        .build()
}

/// Indexes the texts with a tokenizer of the engine's kind, one thread, positions kept.
fn index_with(tokenizer: TextAnalyzer, texts: &Texts, folder: &Path) -> Duration {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("compared")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let field = builder.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
    std::fs::create_dir_all(folder).expect("a temporary folder");
    let index = Index::create_in_dir(folder, builder.build()).expect("a temporary folder");
    index.tokenizers().register("compared", tokenizer);
    let mut writer = index.writer_with_num_threads(1, 64 << 20).expect("a temporary folder");
    texts.made.set(Duration::ZERO);
    let begun = Instant::now();
    for facts in &texts.facts {
        let text = texts.body(facts.id).expect("texts are made").text.clone();
        let mut document = TantivyDocument::default();
        document.add_text(field, text);
        writer.add_document(document).expect("a temporary folder");
    }
    writer.commit().expect("a temporary folder");
    writer.wait_merging_threads().expect("a temporary folder");
    begun.elapsed().saturating_sub(texts.made.get())
}

fn analysis(texts: &Texts) {
    let sample: Vec<String> = texts
        .facts
        .iter()
        .take(2_000)
        .map(|facts| texts.body(facts.id).expect("texts are made").text.clone())
        .collect();
    let bytes: u64 = sample.iter().map(|text| text.len() as u64).sum();
    let mut analyzer = Analyzer::new(Language::Persian);
    let ours = Instant::now();
    for text in &sample {
        black_box(analyzer.analyze(text).units().len());
    }
    println!("analysis, Baft: {:.1} MB/s", rate(bytes, ours.elapsed()));
    for (name, mut tokenizer) in [
        ("Tantivy default tokenizer", plain_tokenizer()),
        ("Tantivy + frostem Persian", snowball_tokenizer()),
    ] {
        let begun = Instant::now();
        for text in &sample {
            let mut stream = tokenizer.token_stream(text);
            while stream.advance() {
                black_box(stream.token());
            }
        }
        println!("analysis, {name}: {:.1} MB/s", rate(bytes, begun.elapsed()));
    }
}

fn build(texts: &Texts, folder: &Path) -> TantivyEngine {
    let target: Vec<IndexedSource> = texts
        .facts
        .iter()
        .map(|facts| IndexedSource {
            id: facts.id,
            text_hash: ContentHash::of(&facts.id.0.to_le_bytes()),
            language: Language::Persian,
        })
        .collect();
    let mut engine = TantivyEngine::open(folder).expect("a temporary folder");
    texts.made.set(Duration::ZERO);
    let mut load = |id: SourceId| Ok(texts.body(id)?.text.clone());
    let watch = Watch::new();
    let begun = Instant::now();
    let report = engine
        .sync(&target, &ContentHash::of(b"1"), BuildOptions::default(), &mut load, &mut |_, _| {})
        .expect("a temporary folder");
    let time = begun.elapsed().saturating_sub(texts.made.get());
    let (own, all) = watch.finish();
    println!("indexing, Baft (exact and lemma fields): {:.1} MB/s", rate(report.bytes, time));
    println!("index: {} MB on disk for {} MB of text", folder_size(folder), report.bytes / 1_000_000);
    println!("peak memory of the build: {own} MB, with pages of files {all} MB");
    let change = Instant::now();
    let mut changed = target;
    changed[0].text_hash = ContentHash::of(b"changed");
    let mut load = |id: SourceId| Ok(texts.body(id)?.text.clone());
    engine
        .sync(&changed, &ContentHash::of(b"2"), BuildOptions::default(), &mut load, &mut |_, _| {})
        .expect("a temporary folder");
    println!("one source changed: {:.0} ms", change.elapsed().as_secs_f64() * 1e3);
    engine
}

/// How two words make a query.
type Wording<'w> = &'w dyn Fn(&[String; 2]) -> String;

/// The time below which that share of the times lies.
fn quantile(times: &[Duration], percent: usize) -> f64 {
    times[(times.len() * percent / 100).min(times.len() - 1)].as_secs_f64() * 1e3
}

fn queries(texts: &Texts, engine: &TantivyEngine) {
    let mut dice = Dice(7);
    let mut word = || {
        loop {
            let sentence = &texts.writer.sentences[dice.below(texts.writer.sentences.len())];
            let place = dice.below(sentence.len() - 1);
            let letters = |word: &str| word.chars().filter(|letter| letter.is_alphabetic()).count();
            let pair = [&sentence[place], &sentence[place + 1]];
            if pair.iter().all(|word| letters(word) > 2 && word.chars().all(char::is_alphabetic)) {
                return pair.map(Clone::clone);
            }
        }
    };
    let pairs: Vec<[String; 2]> = (0..QUERIES).map(|_| word()).collect();
    let kinds: [(&str, Wording<'_>); 6] = [
        ("one word", &|[one, _]| one.clone()),
        ("AND", &|[one, other]| format!("{one} AND {other}")),
        ("OR", &|[one, other]| format!("{one} OR {other}")),
        ("phrase", &|[one, other]| format!("\"{one} {other}\"")),
        ("NEAR/5", &|[one, other]| format!("{one} NEAR/5 {other}")),
        ("prefix*", &|[one, _]| format!("{}*", one.chars().take(3).collect::<String>())),
    ];
    for (name, query_of) in kinds {
        let mut ranked = Vec::with_capacity(QUERIES);
        let mut paged = Vec::with_capacity(QUERIES);
        for query in pairs.iter().map(query_of) {
            let Ok(expression) = parse_query(&query) else { continue };
            let begun = Instant::now();
            let plan = match Plan::new(&expression, &query, engine, texts, SearchOptions::default()) {
                Ok(plan) => plan,
                Err(IndexError::Query(_)) => continue,
                Err(error) => panic!("{query}: {error}"),
            };
            black_box(rank(&plan, engine, texts).expect("the index can be read"));
            ranked.push(begun.elapsed());
            texts.made.set(Duration::ZERO);
            let begun = Instant::now();
            let limits = SearchLimits { skip: 0, sources: 20 };
            let found = search(&plan, engine, texts, &|_| Language::Persian, limits);
            black_box(found.expect("the index can be read"));
            paged.push(begun.elapsed().saturating_sub(texts.made.get()));
        }
        ranked.sort();
        paged.sort();
        println!(
            "query, {name}: sources p50 {:.2} ms, p95 {:.2} ms; with the hits of the best 20 p50 {:.1} ms, p95 {:.1} ms",
            quantile(&ranked, 50),
            quantile(&ranked, 95),
            quantile(&paged, 50),
            quantile(&paged, 95)
        );
    }
}

fn main() {
    let megabytes: usize =
        std::env::var("BAFT_BENCH_MB").ok().and_then(|size| size.parse().ok()).unwrap_or(60);
    // `cargo test --benches` only wants to know that it runs.
    let megabytes = if std::env::args().any(|argument| argument == "--test") { 1 } else { megabytes };
    let documents = (megabytes * 1_000_000).div_ceil(DOCUMENT + 100);
    let facts = (1..=i64::try_from(documents).unwrap_or(1))
        .map(|id| SourceFacts {
            id: SourceId(id),
            name: format!("S{id}"),
            title: String::new(),
            kind: SourceKind::Document,
            attributes: BTreeMap::new(),
        })
        .collect();
    let texts = Texts { writer: Writer::new(), facts, made: Cell::default() };
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!("{megabytes} MB in {documents} documents");
    analysis(&texts);
    let engine = build(&texts, &folder.path().join("baft"));
    queries(&texts, &engine);
    if megabytes > 100 {
        return;
    }
    let bytes: u64 =
        texts.facts.iter().map(|facts| texts.body(facts.id).expect("texts are made").text.len() as u64).sum();
    for (name, tokenizer) in [("default", plain_tokenizer()), ("frostem", snowball_tokenizer())] {
        let place = folder.path().join(name);
        let time = index_with(tokenizer, &texts, &place);
        println!(
            "indexing, Tantivy {name} (one field): {:.1} MB/s, {} MB on disk",
            rate(bytes, time),
            folder_size(&place)
        );
    }
}
