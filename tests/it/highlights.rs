//! What is marked is what was asked: every mark of every hit, analysed by itself, is a word of the query.

use baft::index::{
    BuildOptions, CodeFacts, Field, HitFinder, IndexError, IndexedSource, Library, LibraryError, Plan,
    SearchOptions, SourceBody, SourceFacts, TantivyEngine, parse_phrase, parse_plain, parse_query,
};
use baft::model::{ContentHash, SourceId, SourceKind};
use baft::text::analyzer::Analyzer;
use baft::text::language::Language;
use baft::text::position::PositionMap;
use proptest::prelude::{ProptestConfig, Strategy, proptest};
use proptest::test_runner::{RngSeed, TestCaseError};
use proptest::{prop_assert, prop_oneof};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A study of some texts without turns or codings.
struct Texts {
    facts: Vec<SourceFacts>,
    texts: Vec<String>,
}

impl Texts {
    fn new(texts: &[String]) -> Self {
        let facts = (1..)
            .zip(texts)
            .map(|(number, _)| SourceFacts {
                id: SourceId(number),
                name: format!("S{number}"),
                title: String::new(),
                kind: SourceKind::Document,
                attributes: BTreeMap::new(),
            })
            .collect();
        Self { facts, texts: texts.to_vec() }
    }

    fn text(&self, id: SourceId) -> &str {
        let place = self.facts.iter().position(|facts| facts.id == id).unwrap();
        &self.texts[place]
    }
}

impl Library for Texts {
    fn sources(&self) -> &[SourceFacts] {
        &self.facts
    }

    fn codes(&self) -> &[CodeFacts] {
        &[]
    }

    fn body(&self, source: SourceId) -> Result<Rc<SourceBody>, LibraryError> {
        let text = self.text(source).to_owned();
        let hash = ContentHash::of(text.as_bytes());
        Ok(Rc::new(SourceBody::new(hash, text, Vec::new(), Vec::new())))
    }
}

/// Checks all hits of a query; returns how many marks there were.
fn check(query: &str, texts: &Texts, engine: &TantivyEngine) -> Result<usize, TestCaseError> {
    let Ok(expression) = parse_query(query) else { return Ok(0) };
    let plan = match Plan::new(&expression, query, engine, texts, SearchOptions::default()) {
        Ok(plan) => plan,
        Err(IndexError::Query(_)) => return Ok(0),
        Err(error) => return Err(TestCaseError::fail(error.to_string())),
    };
    let mut finder = HitFinder::new(&plan);
    let mut alone = Analyzer::new(Language::Mixed);
    let slots: Vec<_> =
        plan.leaves.iter().flat_map(|leaf| leaf.pattern.alternatives.iter().flatten()).collect();
    let mut marks = 0;
    for facts in &texts.facts {
        let body = texts.body(facts.id).unwrap();
        let map = PositionMap::new(&body.text);
        let hits = finder.find(facts, &body, Language::Mixed, &[]).unwrap_or_default();
        for mark in hits.iter().flat_map(|hit| &hit.marks) {
            let bytes = map.bytes_of(mark.clone());
            let words = body.text.get(bytes);
            prop_assert!(words.is_some_and(|words| !words.is_empty()), "{query}: {mark:?} is no stretch");
            let analysis = alone.analyze(words.unwrap());
            prop_assert!(!analysis.units().is_empty(), "{query}: {words:?} is no word");
            for unit in analysis.units() {
                let word = analysis.word(unit.word);
                let asked = slots.iter().any(|slot| {
                    slot.holds(Field::Exact, word.exact)
                        || word.lemmas().any(|lemma| slot.holds(Field::Lemma, lemma))
                });
                prop_assert!(asked, "{query}: {words:?} was marked and not asked for");
            }
            marks += 1;
        }
    }
    Ok(marks)
}

fn engine_over(texts: &Texts, folder: &std::path::Path) -> TantivyEngine {
    let target: Vec<IndexedSource> = texts
        .facts
        .iter()
        .map(|facts| IndexedSource {
            id: facts.id,
            text_hash: ContentHash::of(texts.text(facts.id).as_bytes()),
            language: Language::Mixed,
        })
        .collect();
    let mut engine = TantivyEngine::open(folder).unwrap();
    let mut load = |id: SourceId| Ok(texts.text(id).to_owned());
    engine.sync(&target, &ContentHash::of(b"1"), BuildOptions::default(), &mut load, &mut |_, _| {}).unwrap();
    engine
}

/// Words in the forms that the analysis joins and cuts, between any other characters.
fn texts() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        "(می[ \u{200c}]?)?(رو|گوی|شو|کن)(م|د|یم|ند)",
        "(کتاب|خانه|نامه|دوست|شعبه)([ \u{200c}]?(ها|های|هایشان|ای))?",
        "[آابپتسشکگلمنوهیيكةۀئ\u{200c}]{1,7}",
        "[a-z]{1,6}(s|ed|ing)?",
        "[۰-۹0-9]{1,3}",
        "\\PC{1,4}",
    ];
    let text = proptest::collection::vec((word, "[ \u{200c}\n،.؟«»]{1,2}"), 1..12)
        .prop_map(|words| words.into_iter().map(|(word, gap)| word + &gap).collect::<String>());
    proptest::collection::vec(text, 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128, rng_seed: RngSeed::Fixed(21), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn any_query_is_read_or_refused(query in "[()«»“”\"'*~:0-9a-zA-Zآ-ی \u{200c}-]{0,30}|\\PC{0,30}") {
        for read in [parse_query, parse_plain, parse_phrase] {
            if let Err(error) = read(&query) {
                let length = query.chars().count();
                prop_assert!(error.span.start <= error.span.end && error.span.end.count() <= length, "{error}");
            }
        }
    }

    #[test]
    fn every_mark_is_a_word_of_the_query(texts in texts()) {
        let folder = tempfile::tempdir().unwrap();
        let texts = Texts::new(&texts);
        let engine = engine_over(&texts, folder.path());
        let words: Vec<&str> = texts.texts.iter().flat_map(|text| text.split_whitespace()).take(12).collect();
        for pair in words.windows(2) {
            for query in [
                pair[0].to_owned(),
                format!("{} {}", pair[0], pair[1]),
                format!("\"{} {}\"", pair[0], pair[1]),
                format!("{} NEAR/3 {}", pair[0], pair[1]),
                format!("{} OR exact:{}", pair[0], pair[1]),
                format!("{}* OR {}~1", pair[0], pair[1]),
            ] {
                check(&query, &texts, &engine)?;
            }
        }
    }
}

/// The sample study's own texts, and enough queries that the check is known to look at something.
#[test]
fn every_mark_in_the_sample_interviews_is_a_word_of_the_query() {
    let folder = tempfile::tempdir().unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/interviews");
    let texts: Vec<String> = ["I09.md", "I10.txt", "I13.srt"]
        .map(|name| std::fs::read_to_string(root.join(name)).unwrap())
        .to_vec();
    let texts = Texts::new(&texts);
    let engine = engine_over(&texts, folder.path());
    let mut marks = 0;
    for query in ["رفتن", "کار", "کاغذ OR پرونده", "سامانه NEAR/5 قطع", "خدم*", "می‌شود", "گفتن کار", "vpn"]
    {
        marks += check(query, &texts, &engine).unwrap();
    }
    assert!(marks > 100, "{marks}");
}
