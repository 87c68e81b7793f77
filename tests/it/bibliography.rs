//! Bibliographies of reviewed articles, and the numbers of the review.

use crate::program::Workspace;
use baft::exchange::bibliography::{Reference, read_bibliography, write_bibtex, write_ris};
use proptest::prelude::{any, proptest};

/// Invented records, as reference managers write them.
const RIS: &str = "TY  - JOUR\r\nID  - A1\r\nAU  - Nemune, Sara\r\nA1  - نمونه، علی\r\nTI  - Notes on remote\r\n services in trial offices\r\nPY  - 2019/03/01/\r\nJO  - J. Trial\r\nJF  - Journal of Trials\r\nVL  - 4\r\nIS  - 2\r\nSP  - 11\r\nEP  - 29\r\nDO  - https://doi.org/10.5555/trial.4\r\nKW  - services\r\nKW  - offices\r\nER  - \r\n\r\nTY  - THES\r\nAU  - کوشا، مینا\r\nTI  - پایان‌نامه‌ای ساختگی\r\nY1  - ۱۳۹۸\r\n";

const BIBTEX: &str = r#"
@string{jt = "Journal of "}
% a remark
@article{A1,
  author = {Nemune, Sara and {\"O}rnek, Ali},
  title = "Notes on {Remote} Services",
  journal = jt # "Trials",
  year = 2019, volume = 4, number = {2}, pages = {11--29},
  doi = {10.5555/trial.4}, keywords = {services, offices}
}
@inproceedings{B2, author={کوشا، مینا}, title={مقاله‌ای ساختگی دربارهٔ خدمات}, booktitle={همایش آزمون}, date={2021-05-04}}
"#;

#[test]
fn ris_is_read_in_its_dialects() {
    let records = read_bibliography(RIS.as_bytes()).unwrap();
    assert_eq!(records.len(), 2);
    let first = &records[0];
    assert_eq!(first.title, "Notes on remote services in trial offices");
    assert_eq!(first.authors, ["Nemune, Sara", "نمونه، علی"]);
    assert_eq!((first.year.as_str(), first.container.as_str()), ("2019", "Journal of Trials"));
    assert_eq!((first.pages.as_str(), first.doi.as_str()), ("11\u{2013}29", "10.5555/trial.4"));
    assert_eq!(first.keywords, ["services", "offices"]);
    assert_eq!((records[1].year.as_str(), records[1].kind.as_str()), ("1398", "thesis"));
}

#[test]
fn bibtex_is_read_with_its_strings_and_accents() {
    let records = read_bibliography(BIBTEX.as_bytes()).unwrap();
    let first = &records[0];
    assert_eq!(first.title, "Notes on Remote Services");
    assert_eq!(first.authors, ["Nemune, Sara", "Örnek, Ali"]);
    assert_eq!(first.container, "Journal of Trials");
    assert_eq!((first.issue.as_str(), first.pages.as_str()), ("2", "11\u{2013}29"));
    assert_eq!(records[1].year, "2021");
    assert_eq!(records[1].container, "همایش آزمون");
    let said = read_bibliography(b"@article{a, title = {x}\n@book{b").unwrap_err().to_string();
    assert!(said.contains("line "), "{said}");
    assert!(read_bibliography("نوشته‌ای دیگر".as_bytes()).is_err());
    assert!(read_bibliography(b"AU  - first\n").is_err());
}

#[test]
fn what_is_written_reads_back() {
    for text in [RIS, BIBTEX] {
        let records = read_bibliography(text.as_bytes()).unwrap();
        let named: Vec<Reference> = (1..)
            .zip(&records)
            .map(|(number, record)| Reference { key: format!("k{number}"), ..record.clone() })
            .collect();
        assert_eq!(read_bibliography(write_ris(&named).as_bytes()).unwrap(), named);
        assert_eq!(read_bibliography(write_bibtex(&named).as_bytes()).unwrap(), named);
    }
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_bibliography(&bytes);
        let _ = read_bibliography(&[b"TY  - JOUR\n".as_slice(), &bytes].concat());
        let _ = read_bibliography(&[b"@article{a, title={".as_slice(), &bytes].concat());
    }
}

#[test]
fn records_find_their_articles() {
    let workspace = Workspace::with_study();
    for (name, text) in [
        ("A1.md", "# Notes on remote services in trial offices\n\nWords of an invented article."),
        ("A2.md", "An invented article without any title that would be known."),
    ] {
        workspace.write(name, text.as_bytes());
        workspace.ok(&["import", "s.baft", name, "--kind", "article"]);
    }
    workspace.write("library.ris", RIS.as_bytes());
    let preview = workspace.json(&["sources", "s.baft", "bibliography", "library.ris", "--dry-run"]);
    assert_eq!(preview["matches"][0]["source"], "A1", "{preview}");
    assert_eq!(preview["unmatched"].as_array().unwrap().len(), 1);
    assert_eq!(preview["missing"][0], "A2");
    assert!(!workspace.json(&["sources", "s.baft"]).to_string().contains("10.5555"));
    workspace.ok(&["sources", "s.baft", "bibliography", "library.ris"]);
    assert!(workspace.json(&["sources", "s.baft"]).to_string().contains("10.5555/trial.4"));
    let again = workspace.json(&["sources", "s.baft", "bibliography", "library.ris"]);
    assert_eq!(again["written"], 0, "{again}");
    workspace.ok(&["export", "s.baft", "bibliography", "--output", "out.bib"]);
    let out = read_bibliography(workspace.read("out.bib").as_bytes()).unwrap();
    assert_eq!(out.len(), 2);
    assert_eq!(out[0].authors, ["Nemune, Sara", "نمونه، علی"]);
    workspace.ok(&["undo", "s.baft"]);
    assert!(!workspace.json(&["sources", "s.baft"]).to_string().contains("10.5555"));
    workspace.write("other.txt", b"neither of the two");
    let said = workspace.fails(6, &["sources", "s.baft", "bibliography", "other.txt"]);
    assert!(said.contains("RIS"), "{said}");
}

#[test]
fn the_numbers_of_the_review_are_kept_and_checked() {
    let workspace = Workspace::with_study();
    workspace.ok(&["prisma", "s.baft", "databases=310", "duplicates=70", "screened=240", "excluded=180"]);
    workspace.ok(&["prisma", "s.baft", "sought=60", "assessed=۵۵", "reason:بی‌داده=15", "included=40"]);
    let shown = workspace.json(&["prisma", "s.baft"]);
    assert_eq!(shown["counts"]["assessed"], 55);
    assert_eq!(shown["reasons"]["بی‌داده"], 15);
    assert_eq!(shown["mismatches"][0]["name"], "assessed", "{shown}");
    assert_eq!(shown["mismatches"][0]["expected"], 60);
    workspace.ok(&["prisma", "s.baft", "not-retrieved=5"]);
    assert_eq!(workspace.json(&["prisma", "s.baft"])["mismatches"].as_array().unwrap().len(), 0);
    workspace.ok(&["undo", "s.baft"]);
    workspace.ok(&["prisma", "s.baft", "duplicates="]);
    assert!(workspace.json(&["prisma", "s.baft"])["counts"]["duplicates"].is_null());
    let said = workspace.fails(3, &["prisma", "s.baft", "found=3"]);
    assert!(said.contains("databases"), "{said}");
}
