//! The study as it stood, undo out of order, and the codebook between two moments.

use crate::program::Workspace;
use crate::room::{Room, session};
use baft::codebook::CodeChange;
use baft::model::{CodeDraft, Level, OperationId, QuotationId};
use baft::workbench::{Deal, Judgement, Moment, NewQuotation, Workbench};

/// Everything that a reader sees of codebook, codings and texts.
fn seen(workbench: &Workbench) -> String {
    let codings = workbench.codings(None, None, None).unwrap();
    let codebook = workbench.codebook().unwrap();
    let sources: Vec<_> = workbench
        .sources()
        .unwrap()
        .iter()
        .map(|source| workbench.source_by_name(&source.name).unwrap())
        .collect();
    format!("{codings:?}\n{codebook:?}\n{sources:?}")
}

fn newest(workbench: &Workbench) -> OperationId {
    workbench.history(None, 1).unwrap()[0].operation.id
}

#[test]
fn every_moment_of_the_history_can_be_seen_again() {
    let mut room = Room::with_quotes();
    let mut moments = vec![(newest(&room.workbench), seen(&room.workbench))];
    let mut note = |room: &Room| moments.push((newest(&room.workbench), seen(&room.workbench)));
    room.correct("چه باید کرد؟", "پس چه باید کرد؟");
    note(&room);
    room.workbench.edit_code("R1", |draft| draft.name = "نامی دیگر".to_owned()).unwrap();
    note(&room);
    room.workbench.merge_codes("R2", "R1").unwrap();
    note(&room);
    room.workbench.undo().unwrap();
    note(&room);
    room.workbench.remove_sources(&["I1".to_owned()]).unwrap();
    note(&room);
    let path = room.folder.path().join("s.baft");
    for (operation, then) in &moments {
        let past = Workbench::open_at(&path, Moment::Operation(*operation), session("K1")).unwrap();
        assert_eq!(&seen(&past), then, "after operation {operation}");
    }
    // The past can be searched but not changed, and nothing of this touched the study.
    let (operation, _) = moments[1];
    let mut past = Workbench::open_at(&path, Moment::Operation(operation), session("K1")).unwrap();
    let found = past.search("\"پس چه باید کرد\"", &baft::workbench::SearchOptions::everything()).unwrap();
    assert_eq!(found.passages.len(), 1);
    assert!(past.undo().is_err());
    assert!(past.edit_code("R1", |draft| draft.name.clear()).is_err());
    assert_eq!(seen(&room.workbench), moments.last().unwrap().1);
    assert!(Workbench::open_at(&path, Moment::Time(0), session("K1")).is_err());
    assert!(Workbench::open_at(&path, Moment::Operation(OperationId(999)), session("K1")).is_err());
}

#[test]
fn each_coder_takes_back_their_own() {
    let mut room = Room::new();
    let path = room.folder.path().join("s.baft");
    room.code("سامانه قطع می\u{200c}شود و کسی پاسخ نمی\u{200c}دهد", "R1");
    let mut second = Workbench::open(&path, session("K2")).unwrap();
    let place = NewQuotation::Words("باید پهنای باند بیشتر شود".to_owned());
    second.code_quotation("I1", &place, "R2", &Judgement::default()).unwrap();
    let both = seen(&room.workbench);
    assert_eq!(room.workbench.undo_own().unwrap().coder, "K1");
    assert_eq!(room.quotes(), ["باید پهنای باند بیشتر شود"]);
    // The code under the other coder's coding is needed still; nothing is half taken back.
    let before = seen(&room.workbench);
    let refused = room.workbench.undo_own();
    assert!(
        matches!(refused, Err(baft::workbench::Error::Store(baft::store::Error::StillNeeded { .. }))),
        "{refused:?}"
    );
    assert_eq!(seen(&room.workbench), before);
    room.workbench.redo_own().unwrap();
    assert_eq!(seen(&room.workbench), both);
    // Plain undo walks over all of it, down to the empty study.
    let mut steps = 0;
    while room.workbench.undo().is_ok() {
        steps += 1;
    }
    assert_eq!(steps, 7, "an import, two codes, two codings, an undo and its redo");
    assert!(room.workbench.codebook().unwrap().is_empty());
    for _ in 0..steps {
        room.workbench.redo().unwrap();
    }
    assert_eq!(seen(&room.workbench), both);
}

#[test]
fn an_operation_is_taken_back_wherever_it_lies_unless_rows_changed_since() {
    let mut room = Room::new();
    room.code("شعبه در سال ۱۳۹۸ باز شد. 😀", "R1");
    let coded = newest(&room.workbench);
    room.workbench.edit_code("R2", |draft| draft.name = "اول".to_owned()).unwrap();
    let renamed = newest(&room.workbench);
    room.workbench.edit_code("R2", |draft| draft.name = "دوم".to_owned()).unwrap();
    room.workbench.undo_operation(coded).unwrap();
    assert!(room.quotes().is_empty());
    assert!(room.workbench.undo_operation(coded).is_err(), "once");
    assert!(room.workbench.undo_operation(renamed).is_err(), "the name was changed since");
    assert!(room.workbench.doctor().unwrap().integrity.findings.is_empty());
}

/// Rows journaled before a column existed come back with the column's default value.
#[test]
fn undo_reads_rows_of_an_older_program() {
    let mut room = Room::new();
    room.code("شعبه در سال ۱۳۹۸ باز شد. 😀", "R1");
    let before = seen(&room.workbench);
    let id = room.workbench.codings(None, None, None).unwrap()[0].coding.id;
    room.workbench.remove_coding(id).unwrap();
    let path = room.folder.path().join("s.baft");
    let connection = rusqlite::Connection::open(&path).unwrap();
    let stripped = connection
        .execute(
            "UPDATE change SET before = json_remove(before, '$.stance'), after = json_remove(after, '$.stance')
             WHERE table_name = 'coding'",
            [],
        )
        .unwrap();
    assert_eq!(stripped, 2);
    room.workbench.undo().unwrap();
    assert_eq!(seen(&room.workbench), before);
    room.workbench.undo().unwrap();
    assert!(room.quotes().is_empty());
    let past = Workbench::open_at(&path, Moment::Operation(OperationId(5)), session("K1")).unwrap();
    assert_eq!(seen(&past), before);
}

#[test]
fn a_code_is_dealt_out_and_the_codebook_compared() {
    let mut room = Room::with_quotes();
    let from = newest(&room.workbench);
    let ids: Vec<QuotationId> =
        room.workbench.codings(None, None, None).unwrap().iter().map(|coded| coded.quotation.id).collect();
    let deals = [
        Deal { into: "قطعی سامانه".to_owned(), quotations: vec![ids[1], ids[2]] },
        Deal { into: "R2".to_owned(), quotations: vec![ids[2], ids[3]] },
    ];
    let report = room.workbench.split_code("R1", &deals, true).unwrap();
    assert_eq!(report.left, 3);
    assert_eq!(report.parts[0], ("R3".to_owned(), "قطعی سامانه".to_owned(), 2));
    assert_eq!(report.parts[1].2, 2);
    assert_eq!(room.quotes().len(), 7, "one quotation went to two codes");
    assert_eq!(room.workbench.codings(None, Some("R3"), None).unwrap().len(), 2);
    let unknown = [Deal { into: "x".to_owned(), quotations: vec![QuotationId(99)] }];
    assert!(room.workbench.split_code("R1", &unknown, false).is_err());
    room.workbench.reorder_code("R2", Some("R1")).unwrap();
    let preview = room.workbench.preview_merge("R3", "R2").unwrap();
    assert_eq!((preview.codings, preview.doubled), (1, 1));
    room.workbench.edit_code("R1", |draft| draft.definition = "تعریف".to_owned()).unwrap();
    let changed = room.workbench.compare_codebooks(Moment::Operation(from), None).unwrap();
    let of = |key: &str| &changed.iter().find(|code| code.key == key).unwrap().changes;
    assert_eq!(of("R3"), &[CodeChange::Added]);
    assert_eq!(of("R2"), &[CodeChange::Reordered { before: 2, after: 1 }]);
    assert!(of("R1").contains(&CodeChange::Edited {
        field: "definition",
        before: String::new(),
        after: "تعریف".to_owned()
    }));
    assert_eq!(changed.len(), 3);
}

#[test]
fn names_alike_are_told() {
    let mut room = Room::new();
    for name in ["كيفيت خدمات بانك", "سرعت شبکهٔ بانکی", "امنیت"] {
        let draft = CodeDraft { name: name.to_owned(), ..CodeDraft::default() };
        room.workbench.add_code(Level::Open, None, &draft).unwrap();
    }
    let like = |name: &str| -> Vec<&'static str> {
        let found = room.workbench.codes_like(name).unwrap();
        found.iter().map(|(_, likeness)| likeness.as_str()).collect()
    };
    assert_eq!(like("کیفیت خدمات بانک"), ["folded"]);
    assert_eq!(like("کیفیت خدمات بانگ"), ["slip"]);
    assert_eq!(like("شبکه\u{200c}های بانکی، سرعت"), ["words"]);
    assert!(like("امنیتی").is_empty() && like("سرعت پاسخ").is_empty() && like("").is_empty());
    assert!(room.workbench.codes_alike().unwrap().is_empty());
    let twin = CodeDraft { name: "کیفیت خدماتِ بانک".to_owned(), ..CodeDraft::default() };
    room.workbench.add_code(Level::Open, None, &twin).unwrap();
    assert_eq!(room.workbench.codes_alike().unwrap().len(), 1);
}

#[test]
fn the_program_shows_the_past_and_writes_the_trail() {
    let workspace = Workspace::with_coded_study();
    let now = workspace.json(&["history", "s.baft"])[0]["id"].as_u64().unwrap();
    workspace.ok(&["codebook", "s.baft", "rename", "R1", "نام دوم"]);
    let name_at = |when: &str| {
        let codes = workspace.json(&["codebook", "s.baft", "--at", when]);
        let code = codes.as_array().unwrap().iter().find(|code| code["key"] == "R1").cloned();
        code.unwrap()["name"].as_str().unwrap().to_owned()
    };
    assert_ne!(name_at(&now.to_string()), "نام دوم");
    assert_eq!(name_at("۱۴۹۹/۰۱/۰۱"), "نام دوم");
    let diff = workspace.json(&["codebook", "s.baft", "diff", "--from", &now.to_string()]);
    assert_eq!(diff[0]["key"], "R1", "{diff}");
    workspace.fails(2, &["codebook", "s.baft", "--at", "yesterday"]);
    workspace.fails(4, &["codebook", "s.baft", "--at", "1999-01-01"]);
    workspace.fails(5, &["codebook", "s.baft", "rename", "R1", "x", "--at", &now.to_string()]);
    workspace.ok(&["history", "s.baft", "--trail", "trail.csv"]);
    let trail = std::fs::read_to_string(workspace.path("trail.csv")).unwrap();
    assert!(trail.contains("name") && trail.contains("نام دوم") && trail.contains("code.edit"), "{trail}");
    workspace.ok(&["undo", "s.baft", "--own"]);
    workspace.ok(&["redo", "s.baft", "--own"]);
    assert!(workspace.ok(&["doctor", "s.baft"]).contains("sound"));
}
