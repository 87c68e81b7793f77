//! Every format, every encoding; speakers, heads, attributes; bad files among good ones.

use crate::program::Workspace;
use serde_json::Value;
use std::io::Write;
use std::path::Path;

/// A short talk in Persian with a head.
const TALK: &str = "کد مصاحبه: T1\nشهر: مشهد\n\nمصاحبه‌گر: حال سامانه چطور است؟\nمصاحبه‌شونده: قطع می‌شود و «خوب» نیست.\nگاهی هم کند است.\nمصاحبه‌گر: چرا؟\nمصاحبه‌شونده: نمی‌دانم.\n";

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let start: &[u8] = if mark { &[0xff, 0xfe] } else { &[] };
    start.iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

fn windows_1256(text: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding_rs::WINDOWS_1256.encode(text);
    assert!(!lost, "the text has letters outside Windows-1256");
    bytes.into_owned()
}

fn docx(body: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("word/document.xml", options).unwrap();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    write!(
        archive,
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>"
    )
    .unwrap();
    archive.finish().unwrap().into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn imported(workspace: &Workspace, file: &str, bytes: &[u8]) -> Value {
    workspace.write(file, bytes);
    workspace.ok(&["import", "s.baft", file]);
    let name = Path::new(file).file_stem().unwrap().to_string_lossy().into_owned();
    workspace.json(&["sources", "s.baft", "show", &name])
}

/// Speakers, words and head of the talk, whatever file it came from.
fn assert_is_the_talk(source: &Value) {
    assert_eq!(source["kind"], "interview");
    assert_eq!(source["language"], "fa");
    assert_eq!(source["attributes"]["شهر"], "مشهد");
    let turns = source["turns"].as_array().unwrap();
    let roles: Vec<&str> = turns.iter().map(|turn| turn["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["interviewer", "interviewee", "interviewer", "interviewee"]);
    let said = turns[1]["text"].as_str().unwrap().replace('\n', " ");
    assert_eq!(said, "قطع می‌شود و «خوب» نیست. گاهی هم کند است.");
    let text: Vec<char> = source["text"].as_str().unwrap().chars().collect();
    for turn in turns {
        let place = |key: &str| usize::try_from(turn[key].as_u64().unwrap()).unwrap();
        let words: String = text[place("start")..place("end")].iter().collect();
        assert_eq!(words, turn["text"].as_str().unwrap(), "positions are those of the text");
    }
}

#[test]
fn plain_texts_are_read_in_every_usual_encoding() {
    let workspace = Workspace::with_study();
    let with_arabic_letters = TALK.replace('ی', "ي").replace('ک', "ك");
    let files: [(&str, Vec<u8>); 5] = [
        ("utf8.txt", TALK.as_bytes().to_vec()),
        ("utf8mark.txt", [b"\xef\xbb\xbf".as_slice(), TALK.replace('\n', "\r\n").as_bytes()].concat()),
        ("utf16.txt", utf16(TALK, true)),
        ("utf16bare.txt", utf16(&TALK.replace('\n', "\r\n"), false)),
        ("old.txt", windows_1256(&with_arabic_letters)),
    ];
    for (name, bytes) in files {
        let source = imported(&workspace, name, &bytes);
        if name == "old.txt" {
            let turns = source["turns"].as_array().unwrap();
            assert_eq!(turns[3]["text"], "نمي‌دانم.", "letters stay as they were typed");
            assert_eq!(turns[0]["role"], "interviewer");
        } else {
            assert_is_the_talk(&source);
        }
        assert!(!source["text"].as_str().unwrap().contains(['\r', '\u{feff}']));
    }
    let original = workspace.path("back.txt");
    workspace.ok(&["sources", "s.baft", "original", "old", "--output", original.to_str().unwrap()]);
    assert_eq!(
        std::fs::read(original).unwrap(),
        windows_1256(&with_arabic_letters),
        "the original file is kept"
    );
}

#[test]
fn the_same_talk_comes_out_of_every_format() {
    let workspace = Workspace::with_study();
    let lines: Vec<&str> = TALK.lines().filter(|line| !line.is_empty()).collect();
    let bold = |line: &str, open: &str, close: &str| match line.split_once(':') {
        Some((label, rest)) => format!("{open}{label}:{close}{rest}"),
        None => line.to_owned(),
    };
    let markdown = lines.iter().map(|line| bold(line, "**", "**")).collect::<Vec<_>>().join("\n\n");
    assert_is_the_talk(&imported(&workspace, "a.md", markdown.as_bytes()));
    let html: String = lines.iter().map(|line| format!("<p>{}</p>", bold(line, "<b>", "</b>"))).collect();
    let page = format!(
        "<html><head><title>گفتگو</title><style>p{{}}</style></head><body><script>x()</script>{html}</body></html>"
    );
    assert_is_the_talk(&imported(&workspace, "b.html", page.replace('«', "&laquo;").as_bytes()));
    let body: String = lines.iter().map(|line| paragraph(line)).collect();
    assert_is_the_talk(&imported(&workspace, "c.docx", &docx(&body)));
    let srt = "1\n00:00:00,000 --> 00:00:02,000\nکد مصاحبه: T1\nشهر: مشهد\n\n2\n00:00:02,000 --> 00:00:04,500\nمصاحبه‌گر: حال سامانه\nچطور است؟\n\n3\n00:00:05,000 --> 00:00:07,000\nمصاحبه‌شونده: قطع می‌شود و «خوب» نیست.\n\n4\n00:00:07,000 --> 00:00:08,000\nگاهی هم کند است.\n\n5\n00:00:09,000 --> 00:00:10,000\nمصاحبه‌گر: چرا؟\n\n6\n00:00:10,000 --> 00:00:12,000\nمصاحبه‌شونده: نمی‌دانم.\n";
    let subtitles = imported(&workspace, "d.srt", srt.as_bytes());
    assert_is_the_talk(&subtitles);
    assert_eq!(subtitles["turns"][1]["time_start"], 5000);
    assert_eq!(subtitles["turns"][1]["time_end"], 8000);
    let vtt = "WEBVTT\n\nNOTE made by hand\n\n00:02.000 --> 00:04.000 align:start\n<v Ali>Is it slow?</v>\n\n00:05.000 --> 00:09.000\n<v Sara>Yes, it is <i>very</i> slow at noon &amp; at night, whenever people come home.</v>\n\n00:10.000 --> 00:11.000\n<v Ali>Why?</v>\n\n00:12.000 --> 00:14.000\n<v Sara>Nobody knows, and nobody asks either.</v>\n\n00:15.000 --> 00:16.000\n<v Ali>Really?</v>\n\n00:17.000 --> 00:18.000\n<v Sara>Really, I am quite sure of it.</v>\n";
    let voices = imported(&workspace, "e.vtt", vtt.as_bytes());
    assert_eq!(voices["turns"][0]["role"], "interviewer", "who asks and says less is the interviewer");
    assert_eq!(
        voices["turns"][1]["text"],
        "Yes, it is very slow at noon & at night, whenever people come home."
    );
}

#[test]
fn word_documents_are_read_as_word_shows_them() {
    let workspace = Workspace::with_study();
    let body = [
        "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>A &amp; B</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space=\"preserve\"> added &#x200c;</w:t></w:r></w:ins></w:p>",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell one</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Second cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>",
    ]
    .concat();
    let source = imported(&workspace, "w.docx", &docx(&body));
    assert_eq!(source["text"], "A & B\nkept added \u{200c}\nCell one: Second cell\none\ntwo\tthree");
}

#[test]
fn pdf_pages_of_two_programs_come_back_letter_by_letter() {
    let workspace = Workspace::with_study();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pdf");
    for name in ["chromium", "libreoffice"] {
        let bytes = std::fs::read(folder.join(format!("{name}.pdf"))).unwrap();
        let expected = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        let source = imported(&workspace, &format!("{name}.pdf"), &bytes);
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words(source["text"].as_str().unwrap()), words(&expected), "{name}");
        assert_eq!(source["kind"], "interview");
    }
    let english = imported(&workspace, "english.pdf", &std::fs::read(folder.join("english.pdf")).unwrap());
    let text = english["text"].as_str().unwrap();
    assert!(text.contains("the Persian word «بیمه» stands inside"), "{text}");
    assert_eq!(english["turns"].as_array().unwrap().len(), 5, "paragraphs are joined from lines");
}

#[test]
fn lines_with_colons_are_no_speakers_unless_they_talk() {
    let workspace = Workspace::with_study();
    let note = "A7 - A note on an invented article\nIt is synthetic.\n\nAim: to see.\nMethod: two surveys.\nFindings: at 12:30 it was http://x.y slow.\nNote: short.\n";
    let source = imported(&workspace, "note.txt", note.as_bytes());
    assert_eq!(source["kind"], "article");
    assert!(source["turns"].as_array().unwrap().iter().all(|turn| turn["speaker"] == ""));
    assert_eq!(source["title"], "A7 - A note on an invented article");
}

#[test]
fn a_bad_file_is_named_and_the_rest_come_in() {
    let workspace = Workspace::with_study();
    workspace.write("good.txt", TALK.as_bytes());
    workspace.write("empty.txt", b"");
    workspace.write("picture.txt", &[0x89, b'P', b'N', b'G', 0, 0, 0, 1, 2, 3]);
    workspace.write("broken.docx", b"PK\x03\x04 this is no archive");
    workspace.write("fake.docx", b"plain text");
    workspace.write("broken.pdf", b"%PDF-1.7\n%%EOF");
    workspace.write("table.xlsx", b"PK\x03\x04xxxx");
    let files = [
        "good.txt",
        "empty.txt",
        "picture.txt",
        "broken.docx",
        "fake.docx",
        "broken.pdf",
        "table.xlsx",
        "none.txt",
    ];
    let arguments: Vec<&str> = ["import", "s.baft"].into_iter().chain(files).collect();
    let run = workspace.run(&arguments);
    assert_eq!(run.code, 10, "{}{}", run.out, run.err);
    for name in &files[1..] {
        assert!(
            run.out.contains(name) || run.err.contains(name),
            "{name} is not named in\n{}{}",
            run.out,
            run.err
        );
    }
    assert_eq!(workspace.json(&["sources", "s.baft"]).as_array().unwrap().len(), 1);
    let again = workspace.json(&["import", "s.baft", "good.txt"]);
    assert_eq!((again["imported"].as_u64(), again["known"].as_u64()), (Some(0), Some(1)));
    workspace.ok(&["doctor", "s.baft"]);
}

#[test]
fn attributes_come_from_a_table_and_every_bad_cell_is_named() {
    let workspace = Workspace::with_study();
    workspace.write("x.txt", TALK.as_bytes());
    workspace.write("people.csv", "source,title,سن\nx,گفتگوی یکم,41\nzz,,30\n".as_bytes());
    let run = workspace.run(&["import", "s.baft", "x.txt", "--attributes", "people.csv"]);
    assert!(run.code == 10 && (run.out.contains("zz") || run.err.contains("zz")), "{}{}", run.out, run.err);
    let source = workspace.json(&["sources", "s.baft", "show", "x"]);
    assert_eq!(source["attributes"]["سن"], "41");
    assert_eq!(source["title"], "گفتگوی یکم");
    workspace.write("bad.csv", b"source,age\nx,1\nx,2\n,3\n");
    let said = workspace.fails(3, &["import", "s.baft", "x.txt", "--attributes", "bad.csv"]);
    assert!(said.contains("line 3") && said.contains("line 4"), "{said}");
}

#[test]
fn lines_of_a_file_can_be_sources_of_their_own() {
    let workspace = Workspace::with_study();
    workspace.write("many.tsv", "p1\tمتن نخست\np2\tمتن دوم\n".as_bytes());
    assert_eq!(workspace.json(&["import", "s.baft", "many.tsv", "--lines"])["imported"], 2);
    workspace.write("twice.tsv", b"p3\ta\np3\tb\n");
    let run = workspace.run(&["import", "s.baft", "twice.tsv", "--lines"]);
    assert!(
        run.code == 10 && (run.out.contains("Line 2") || run.err.contains("Line 2")),
        "{}{}",
        run.out,
        run.err
    );
}

/// Cuts and changes a real file at many places: the reader may refuse, but never breaks.
#[test]
fn damaged_files_never_break_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pdf = std::fs::read(folder.join("tests/data/pdf/english.pdf")).unwrap();
    let word = docx(&paragraph("hello there"));
    let workspace = Workspace::with_study();
    let mut state = 12345_u64;
    let mut names = Vec::new();
    for (extension, bytes) in [("pdf", &pdf), ("docx", &word)] {
        for round in 0..12 {
            let mut damaged = bytes.clone();
            for _ in 0..=round {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let place = usize::try_from(state >> 33).unwrap() % damaged.len();
                damaged[place] ^= 1 << (round % 8);
            }
            if round % 3 == 0 {
                damaged.truncate(damaged.len() * (round + 1) / 14);
            }
            let name = format!("{extension}{round}.{extension}");
            workspace.write(&name, &damaged);
            names.push(name);
        }
    }
    let arguments: Vec<&str> =
        ["import", "s.baft"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let run = workspace.run(&arguments);
    assert!([0, 10].contains(&run.code), "{}", run.err);
    workspace.ok(&["doctor", "s.baft"]);
}

#[test]
fn a_talk_never_disappears_into_the_head() {
    let workspace = Workspace::with_study();
    let talk = "Interviewer: Is it slow?\nMaryam: Yes.\nInterviewer: When?\nMaryam: At noon.\n";
    let source = imported(&workspace, "m.txt", talk.as_bytes());
    let roles: Vec<&str> =
        source["turns"].as_array().unwrap().iter().map(|turn| turn["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["interviewer", "interviewee", "interviewer", "interviewee"]);
    let short = imported(
        &workspace,
        "n.txt",
        b"Interviewee: It broke twice last week and nobody came.\nInterviewer: Who knew?\n",
    );
    assert_eq!(short["turns"].as_array().unwrap().len(), 2, "{short}");
    assert!(short["attributes"].as_object().unwrap().is_empty(), "{short}");
}

#[test]
fn lines_of_a_table_from_windows_are_counted_as_an_editor_counts_them() {
    let workspace = Workspace::with_study();
    workspace.write("x.txt", TALK.as_bytes());
    workspace.write("bad.csv", b"source,Role\r\nx,a\r\ny,b\r\nx,c\r\n");
    let said = workspace.fails(3, &["import", "s.baft", "x.txt", "--attributes", "bad.csv"]);
    assert!(said.contains("line 4"), "{said}");
    workspace.write("good.csv", b"source,Role\r\nx,clerk\r\n");
    workspace.ok(&["import", "s.baft", "x.txt", "--attributes", "good.csv"]);
    assert_eq!(workspace.json(&["sources", "s.baft", "show", "x"])["attributes"]["Role"], "clerk");
}
