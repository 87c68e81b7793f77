//! Hand-worked questions, and all relations against their definitions.

use crate::coding::corpus::{CodedCorpus, SourceReader, turns_of};
use crate::coding::query::{CodeQueryProblem, QueryNames, matching_quotations, read_code_query};
use crate::coding::trial::{Line, Texts, codebook, coders, corpus};
use proptest::prelude::{ProptestConfig, Strategy};
use proptest::proptest;

/// Sources and first and last word of the quotations that answer, and how many were left out.
fn ask(corpus: &CodedCorpus, query: &str) -> (Vec<(i64, u32, u32)>, usize) {
    let (codebook, coders) = (codebook(), coders());
    let names = QueryNames { codebook: &codebook, coders: &coders, sources: corpus.sources() };
    let query = read_code_query(query, names).unwrap_or_else(|error| panic!("{query}: {error}"));
    let Ok(answer) = matching_quotations(&query, corpus, &Texts);
    let quotations = answer.quotations.iter().map(|number| corpus.quotations()[*number]);
    let places = quotations.map(|mark| (mark.source.0, mark.start / 4, mark.end.div_ceil(4)));
    (places.collect(), answer.left_out)
}

fn study() -> CodedCorpus {
    corpus(&[
        (1, 0, 4, 5, 1, Some(80)),
        (1, 0, 4, 7, 2, None),
        (1, 2, 6, 4, 1, Some(40)),
        (1, 10, 12, 6, 1, None),
        (1, 30, 33, 3, 2, Some(1)),
        (2, 5, 9, 5, 1, None),
        (2, 5, 9, 5, 2, Some(60)),
        (2, 6, 8, 7, 1, None),
        (3, 1, 2, 2, 1, None),
        (3, 1, 50, 5, 1, None),
    ])
}

#[test]
fn codes_mean_themselves_and_what_is_below_and_filters_hold_for_codings() {
    let study = study();
    let check =
        |query: &str, expected: &[(i64, u32, u32)]| assert_eq!(ask(&study, query).0, expected, "{query}");
    check("O1", &[(1, 0, 4), (2, 5, 9), (3, 1, 50)]);
    check("R1", &[(1, 0, 4), (1, 10, 12), (1, 30, 33), (2, 5, 9), (3, 1, 50)]);
    check("=R1", &[(1, 30, 33)]);
    check("=\"پهناي باند\"", &[(1, 30, 33)]);
    check("«پهنای باند» kind:interview NOT source:I2", &[(1, 0, 4), (1, 10, 12), (1, 30, 33)]);
    check("R1 AND R2", &[(1, 0, 4)]);
    check("R1 و R2", &[(1, 0, 4)]);
    check("R1 R2", &[(1, 0, 4)]);
    check("O2 OR O3", &[(1, 0, 4), (1, 10, 12), (2, 6, 8)]);
    check("R1 AND NOT R2", &[(1, 10, 12), (1, 30, 33), (2, 5, 9), (3, 1, 50)]);
    check("NOT C1", &[]);
    check("NOT R1", &[(1, 2, 6), (2, 6, 8), (3, 1, 2)]);
    // R2 was put on the first quotation by K2 only.
    check("R2 coder:K1", &[(1, 2, 6), (2, 6, 8)]);
    check("(R1 coder:K1) AND (R2 coder:K2)", &[(1, 0, 4)]);
    check("coder:K1 AND R1 AND R2", &[]);
    check("R1 (coder:K2 OR weight:>=80)", &[(1, 0, 4), (1, 30, 33), (2, 5, 9)]);
    check("weight:>=50", &[(1, 0, 4), (2, 5, 9)]);
    check("weight:۴۰..60", &[(1, 2, 6), (2, 5, 9)]);
    check("weight:none source:I2", &[(2, 5, 9), (2, 6, 8)]);
    check("stance:contradicts", &[(1, 30, 33)]);
    check("attr.شهر:تهران", &[(2, 5, 9), (2, 6, 8)]);
    check("* coder:K2 NOT R2", &[(1, 30, 33), (2, 5, 9)]);
    check("anchor:unplaced", &[(3, 1, 50)]);
    check("R1 speaker:b", &[(1, 30, 33)]);
    assert_eq!(ask(&study, "R1 speaker:b").1, 1);
}

#[test]
fn relations_look_at_places_and_a_quotation_faces_itself_with_two_codings_only() {
    let study = study();
    let check = |query: &str, expected: &[(i64, u32, u32)], left_out: usize| {
        assert_eq!(ask(&study, query), (expected.to_vec(), left_out), "{query}");
    };
    // The quotation with both codes, and the one that another overlaps.
    check("O1 OVERLAPS R2", &[(1, 0, 4), (2, 5, 9)], 1);
    check("R2 OVERLAPS O1", &[(1, 0, 4), (1, 2, 6), (2, 6, 8)], 1);
    check("R2 هم\u{200c}پوشان O1", &[(1, 0, 4), (1, 2, 6), (2, 6, 8)], 1);
    check("R2 INSIDE R1", &[(1, 0, 4), (2, 6, 8)], 1);
    check("R1 CONTAINS R2", &[(1, 0, 4), (2, 5, 9)], 1);
    // Two coders put O1 on the same quotation of I2: two codings. One coding does not face itself.
    check("O1 OVERLAPS O1", &[(2, 5, 9)], 1);
    check("O2 OVERLAPS O2", &[], 0);
    check("O2 OVERLAPS R1", &[], 1);
    // Four words stand between 6 and 10, six between 4 and 10.
    check("O2 WITHIN 3 WORDS OF R2", &[], 0);
    check("O2 WITHIN 4 WORDS OF R2", &[(1, 10, 12)], 0);
    check("O2 تا ۴ واژهٔ R2", &[(1, 10, 12)], 0);
    check("=R1 WITHIN 0 TURNS OF R1", &[], 1);
    check("=R1 WITHIN 1 TURN OF O2", &[(1, 30, 33)], 0);
    check("R1 BEFORE =R1", &[(1, 0, 4), (1, 10, 12)], 1);
    check("R1 BEFORE =R1 WITHIN 18 WORDS", &[(1, 10, 12)], 1);
    check("R1 BEFORE =R1 WITHIN 17 WORDS", &[], 1);
    check("=R1 AFTER R2 WITHIN 1 TURN", &[(1, 30, 33)], 0);
    check("=R1 AFTER R2 WITHIN 30 WORDS OF O2", &[(1, 30, 33)], 0);
    check("R1 AND NOT (R1 OVERLAPS R2)", &[(1, 10, 12), (1, 30, 33), (3, 1, 50)], 1);
    check("NOT R2 OVERLAPS R1 source:I2", &[(2, 5, 9)], 0);
}

#[test]
fn what_cannot_be_understood_is_placed() {
    let study = study();
    let (codebook, coders) = (codebook(), coders());
    let names = QueryNames { codebook: &codebook, coders: &coders, sources: study.sources() };
    let check = |query: &str, place: std::ops::Range<u32>, fits: fn(&CodeQueryProblem) -> bool| {
        let error = read_code_query(query, names).unwrap_err();
        assert_eq!(error.span.start.0..error.span.end.0, place, "{query}: {error}");
        assert!(fits(&error.problem), "{query}: {error:?}");
    };
    check("", 0..0, |problem| *problem == CodeQueryProblem::Empty);
    check("R1 AND «پهنا", 7..8, |problem| *problem == CodeQueryProblem::UnclosedQuote);
    check("R1 AND (R2 OR O1", 7..8, |problem| *problem == CodeQueryProblem::UnclosedParenthesis);
    check("R1) R2", 2..3, |problem| *problem == CodeQueryProblem::UnopenedParenthesis);
    check("R1 AND ()", 7..9, |problem| *problem == CodeQueryProblem::Empty);
    for (query, place) in [
        ("R1 AND", 3..6),
        ("AND R1", 0..3),
        ("OR R1", 0..2),
        ("R1 OR", 3..5),
        ("OVERLAPS R1", 0..8),
        ("R1 INSIDE", 3..9),
        ("NOT", 0..3),
        ("R1 AND AND R2", 3..6),
    ] {
        check(query, place, |problem| matches!(problem, CodeQueryProblem::MissingOperand(_)));
    }
    check("R1 WITHIN R2", 3..12, |problem| *problem == CodeQueryProblem::BadDistance);
    check("R1 WITHIN 5 metres OF R2", 3..11, |problem| *problem == CodeQueryProblem::BadDistance);
    check("R1 kind:", 3..8, |problem| matches!(problem, CodeQueryProblem::MissingValue(_)));
    check("R1 film:x", 3..8, |problem| matches!(problem, CodeQueryProblem::UnknownFilter(_)));
    check("R1 kind:film", 8..12, |problem| matches!(problem, CodeQueryProblem::UnknownValue { .. }));
    check("weight:200..x", 7..13, |problem| matches!(problem, CodeQueryProblem::UnknownValue { .. }));
    check("coder:K9", 6..8, |problem| matches!(problem, CodeQueryProblem::UnknownValue { .. }));
    check("attr.سن:۳", 8..9, |problem| matches!(problem, CodeQueryProblem::UnknownValue { .. }));
    check(
        "امنیت OR R1",
        0..5,
        |problem| matches!(problem, CodeQueryProblem::UnknownCode { similar, .. } if similar == &["R2 امنیت سامانه"]),
    );
    check(&"(".repeat(5_000), 32..33, |problem| *problem == CodeQueryProblem::TooDeep);
    check(&"NOT ".repeat(5_000), 128..131, |problem| *problem == CodeQueryProblem::TooDeep);
    check(&"R1 ".repeat(101), 0..303, |problem| *problem == CodeQueryProblem::TooLong(100));
}

/// What a relation says of two quotations, by its definition.
fn holds(relation: &str, corpus: &CodedCorpus, one: usize, other: usize) -> bool {
    let (a, b) = (corpus.quotations()[one], corpus.quotations()[other]);
    let Ok(words) = Texts.words(a.source);
    let (word_a, word_b) = (words.within(a.start, a.end), words.within(b.start, b.end));
    let Ok(turns) = Texts.turns(a.source);
    let turn = |mark: crate::coding::QuotationMark| turns_of(&turns, mark.start, mark.end).unwrap();
    let (turn_a, turn_b) = (turn(a), turn(b));
    let between = word_b.start.saturating_sub(word_a.end).max(word_a.start.saturating_sub(word_b.end));
    let turns_between = turn_b.0.saturating_sub(turn_a.1).max(turn_a.0.saturating_sub(turn_b.1));
    match relation {
        "OVERLAPS" => a.start < b.end && b.start < a.end,
        "INSIDE" => b.start <= a.start && a.end <= b.end,
        "CONTAINS" => a.start <= b.start && b.end <= a.end,
        "WITHIN 3 WORDS OF" => between <= 3,
        "WITHIN 0 TURNS OF" => turns_between == 0,
        "BEFORE" => a.end <= b.start,
        "AFTER" => b.end <= a.start,
        "BEFORE … WITHIN 3 WORDS" => a.end <= b.start && between <= 3,
        "AFTER … WITHIN 3 WORDS" => b.end <= a.start && between <= 3,
        _ => panic!("{relation}"),
    }
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let line = (1_i64..3, 0_u32..37, 1_u32..6, 5_i64..8, 1_i64..3)
        .prop_map(|(source, start, length, code, coder)| (source, start, start + length, code, coder, None));
    proptest::collection::vec(line, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_relation_is_what_its_definition_says(lines in lines()) {
        let corpus = corpus(&lines);
        let with = |number: usize, code: i64| {
            corpus.codings()[corpus.codings_on(number)].iter().any(|mark| mark.code.0 == code)
        };
        let placed = |number: usize| corpus.quotations()[number].placed;
        for relation in [
            "OVERLAPS", "INSIDE", "CONTAINS", "WITHIN 3 WORDS OF", "WITHIN 0 TURNS OF", "BEFORE", "AFTER",
            "BEFORE … WITHIN 3 WORDS", "AFTER … WITHIN 3 WORDS",
        ] {
            let query = match relation.split_once(" … ") {
                Some((operator, limit)) => format!("O1 {operator} O2 {limit}"),
                None => format!("O1 {relation} O2"),
            };
            let count = corpus.quotations().len();
            let partner = |one: usize, other: usize| {
                placed(other)
                    && with(other, 6)
                    && corpus.source_of(one) == corpus.source_of(other)
                    && holds(relation, &corpus, one, other)
            };
            let expected: Vec<(i64, u32, u32)> = (0..count)
                .filter(|one| placed(*one) && with(*one, 5) && (0..count).any(|other| partner(*one, other)))
                .map(|one| corpus.quotations()[one])
                .map(|mark| (mark.source.0, mark.start / 4, mark.end.div_ceil(4)))
                .collect();
            assert_eq!(ask(&corpus, &query).0, expected, "{query}");
        }
    }
}
