//! Any sequence of changes, taken back and done again, row by row.

use crate::room::{QUOTES, Room, session};
use baft::coding::AuditRules;
use baft::model::{CodeDraft, CodingId, Level, QuotationId, ReviewOutcome, Stance};
use baft::store;
use baft::workbench::{
    AgreementOptions, Deal, Error, Judgement, NewQuotation, ReanchorChoice, Settling, TextCorrection, Whose,
    Workbench,
};
use proptest::prelude::proptest;
use proptest::test_runner::{Config, RngSeed};

/// Tables that hold the study itself: all but the journal and what is kept by its hash.
const TABLES: [&str; 23] = [
    "study",
    "coder",
    "source",
    "turn",
    "attribute",
    "code",
    "code_translation",
    "code_alias",
    "quotation",
    "coding",
    "memo",
    "instrument",
    "item",
    "response_set",
    "respondent",
    "analysis",
    "correction",
    "setting",
    "round",
    "round_source",
    "round_coder",
    "settlement",
    "decision",
];

/// Every row of the study, byte for byte.
fn rows(room: &Room) -> String {
    let connection = rusqlite::Connection::open(room.folder.path().join("s.baft")).unwrap();
    let mut text = String::new();
    for table in TABLES {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY id")).unwrap();
        let columns = statement.column_count();
        let mut found = statement.query([]).unwrap();
        while let Some(row) = found.next().unwrap() {
            let cells: Vec<String> =
                (0..columns).map(|column| format!("{:?}", row.get_ref(column).unwrap())).collect();
            text.extend([table, " ", &cells.join(" | "), "\n"]);
        }
    }
    text
}

fn in_name<'a>(room: &'a mut Room, coder: &str) -> &'a mut Workbench {
    let path = room.folder.path().join("s.baft");
    room.workbench = Workbench::open(&path, session(coder)).unwrap();
    &mut room.workbench
}

/// One change that a person may make; a change that is refused must change nothing.
fn step(room: &mut Room, kind: u8, number: usize) {
    let coder = if number.is_multiple_of(3) { "K2" } else { "K1" };
    let quote = NewQuotation::Words(QUOTES[number % QUOTES.len()].to_owned());
    let code = ["R1", "R2", "O1", "R3"][number % 4];
    let id = i64::try_from(number % 9 + 1).unwrap();
    let (start, end) =
        (u32::try_from(number * 7 % 200).unwrap(), u32::try_from(number * 7 % 200 + 9).unwrap());
    let before = rows(room);
    let workbench = in_name(room, coder);
    let done: Result<(), Error> = match kind {
        0 | 1 => workbench.code_quotation("I1", &quote, code, &Judgement::default()).map(drop),
        2 => workbench
            .code_quotation("I1", &NewQuotation::Snapped { start, end }, code, &Judgement::default())
            .map(drop),
        3 => workbench.code_in_vivo("I1", &quote, Some("R1")).map(drop),
        4 => workbench
            .resize_quotation(QuotationId(id), &NewQuotation::Span { start, end }, Whose::Own)
            .map(drop),
        5 => workbench.split_quotation(QuotationId(id), start + 4, Whose::Everyone).map(drop),
        6 => {
            workbench.join_quotations(&[QuotationId(id), QuotationId(id % 4 + 1)], Whose::Everyone).map(drop)
        }
        7 => workbench.remove_coding(CodingId(id)),
        8 => {
            workbench.edit_coding(CodingId(id), |judgement| judgement.stance = Stance::Contradicts).map(drop)
        }
        9 => {
            let correction = TextCorrection::Span { start, end, with: "تازه".to_owned() };
            workbench.correct_source("I1", &correction, "", false).map(drop)
        }
        10 => workbench.reanchor(QuotationId(id), ReanchorChoice::Remove),
        11 => {
            let draft = CodeDraft { name: format!("کد {number}"), ..CodeDraft::default() };
            workbench.add_code(Level::Open, Some("R2"), &draft).map(drop)
        }
        12 => workbench.merge_codes(code, "R1").map(drop),
        13 => {
            let deal = Deal { into: format!("پاره {number}"), quotations: vec![QuotationId(id)] };
            workbench.split_code("R1", &[deal], number.is_multiple_of(2)).map(drop)
        }
        14 => workbench.reorder_code(code, Some("R1")),
        15 => workbench.add_quotation_memo(QuotationId(id), "", &format!("یادداشت {number}")).map(drop),
        16 => workbench.decide_coding(CodingId(id), ReviewOutcome::Rejected, ""),
        17 => workbench.set_audit_rule(AuditRules::NAMES[number % 8], &(number % 50).to_string()).map(drop),
        18 => workbench.settle(&Settling {
            source: "I1".to_owned(),
            code: code.to_owned(),
            span: (start, end),
            coded: number.is_multiple_of(2),
            note: String::new(),
            consensus: "consensus".to_owned(),
        }),
        19 => workbench.adopt_agreed(&AgreementOptions::default()).map(drop),
        20 => workbench.undo().map(drop),
        21 => workbench.redo().map(drop),
        22 => workbench.undo_own().map(drop),
        _ => workbench.redo_own().map(drop),
    };
    if done.is_err() {
        assert_eq!(rows(room), before, "kind {kind}, {number}: {done:?}");
    }
}

/// Whether nothing is wrong with the study.
fn is_sound(room: &mut Room) -> bool {
    room.workbench.doctor().unwrap().integrity.findings.is_empty()
}

#[test]
fn a_correction_stays_while_another_coder_has_worked_in_the_corrected_text() {
    for later in [(18, 816), (18, 9), (2, 9), (0, 12)] {
        let mut room = Room::new();
        step(&mut room, 9, 13);
        let corrected = rows(&room);
        step(&mut room, later.0, later.1);
        let worked = rows(&room);
        assert_ne!(worked, corrected, "{later:?} is K2's work in the corrected text");
        let refused = in_name(&mut room, "K1").undo_own();
        assert!(
            matches!(refused, Err(Error::Store(store::Error::StillNeeded { .. }))),
            "{later:?}: {refused:?}"
        );
        assert_eq!(rows(&room), worked);
        assert!(is_sound(&mut room));
        // When that work is taken back, the correction can be.
        in_name(&mut room, "K2").undo_own().unwrap();
        in_name(&mut room, "K1").undo_own().unwrap();
        assert!(is_sound(&mut room));
    }
}

#[test]
fn what_was_taken_off_before_a_correction_does_not_come_back_into_another_text() {
    let mut room = Room::new();
    step(&mut room, 0, 0);
    let coded = room.workbench.codings(Some("I1"), None, Some("K2")).unwrap();
    let id = coded.last().unwrap().coding.id;
    in_name(&mut room, "K2").remove_coding(id).unwrap();
    step(&mut room, 9, 13);
    let _ = in_name(&mut room, "K2").undo_own();
    assert!(is_sound(&mut room));
}

proptest! {
    #![proptest_config(Config { cases: 40, rng_seed: RngSeed::Fixed(20), failure_persistence: None, ..Config::default() })]

    #[test]
    fn undo_of_all_is_the_beginning_and_redo_the_end(
        steps in proptest::collection::vec((0u8..24, 0usize..1_000), 1..30)
    ) {
        let mut room = Room::new();
        while room.workbench.undo().is_ok() {}
        let empty = rows(&room);
        while room.workbench.redo().is_ok() {}
        for (kind, number) in steps {
            step(&mut room, kind, number);
        }
        // What a last undo left to be done again is not part of the end.
        let end = rows(&room);
        let mut count = 0;
        while room.workbench.undo().is_ok() {
            count += 1;
        }
        assert_eq!(rows(&room), empty);
        for _ in 0..count {
            room.workbench.redo().unwrap();
        }
        assert_eq!(rows(&room), end);
        assert!(is_sound(&mut room));
    }
}
