//! The program as a coder feels it: start, import with index, codings over HTTP, questions, exports, memory; in a job of 60
//! documents, 93,000 words, 62 codes and 2,000 overlapping spans, and in one of 1,000 documents and 200,000 codings.
//!
//! Every figure is wall time as the asking program sees it, reading and writing of the answer included. Each coding is on the
//! disk when it is answered. `docs/coding.md` holds the figures. Run with `cargo bench --bench http`.

#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use baft::workbench::{ImportOptions, Silent, Workbench};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;
use study::{Dice, RARE, make, make_empty, session, write_documents};

mod study;

const TOKEN: &str = "a-token-for-measuring";

/// Quotations of the batch.
const BATCH: usize = 2_000;

/// A running server and an open connection to it.
struct Server {
    process: Child,
    stream: BufReader<TcpStream>,
    host: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    fn start(study: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_baft"))
            .args(["serve", "--token", TOKEN, "--lang", "en"])
            .arg(study)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program was built");
        let mut line = String::new();
        let output = process.stdout.take().expect("it was asked for");
        BufReader::new(output).read_line(&mut line).expect("the server says where it listens");
        let address = line.split_once("http://").expect("an address").1;
        let host = address.split('/').next().unwrap_or_default().to_owned();
        let stream = TcpStream::connect(&host).expect("the server listens");
        stream.set_nodelay(true).expect("a connection");
        Self { process, stream: BufReader::new(stream), host }
    }

    /// Asks and returns the body of the answer.
    fn ask(&mut self, verb: &str, path: &str, body: &str) -> Vec<u8> {
        let head = format!(
            "{verb} /api/v1{path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: {}\r\n\r\n",
            self.host,
            body.len()
        );
        self.stream.get_mut().write_all(format!("{head}{body}").as_bytes()).expect("a connection");
        let mut length = 0;
        let mut status = String::new();
        self.stream.read_line(&mut status).expect("an answer");
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).expect("an answer");
            if let Some(count) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = count.trim().parse().expect("a number");
            }
            if line.trim().is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        self.stream.read_exact(&mut answer).expect("an answer");
        assert!(status.contains(" 200 "), "{verb} {path}: {status}{}", String::from_utf8_lossy(&answer));
        answer
    }

    /// Resident memory in MB, now and at its highest; 0 where the system does not say.
    fn memory(&self) -> [f64; 2] {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        ["VmRSS:", "VmHWM:"].map(|name| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0");
            line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
        })
    }
}

fn milliseconds(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64() * 1e3
}

/// Prints the median, the 95th of a hundred and the longest of some times.
fn show(what: &str, bar: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let (median, late) = (times[times.len() / 2], times[times.len() * 95 / 100]);
    println!("{what:<44} {median:>10.2} {late:>10.2} {:>10.2}   {bar}", times[times.len() - 1]);
}

fn repeat(rounds: usize, mut work: impl FnMut()) -> Vec<f64> {
    (0..rounds).map(|_| milliseconds(&mut work)).collect()
}

/// Quotations that nobody has coded yet.
fn new_codings(workbench: &Workbench, count: usize) -> Vec<Value> {
    let sources = workbench.sources().expect("the study was made");
    let mut dice = Dice(23);
    (0..count)
        .map(|number| {
            let source = &sources[number % sources.len()];
            let start = dice.below(source.length as usize - 300);
            let end = start + 205 + dice.below(90);
            json!({ "source": source.name, "start": start, "end": end, "code": format!("O{}", 22 + dice.below(40)) })
        })
        .collect()
}

/// Import with the index, in a study of its own each time.
fn measure_import(folder: &Path, name: &str, documents: usize) {
    let texts = write_documents(folder, &format!("{name}-import"), documents);
    let mut times = Vec::new();
    for round in 0..5 {
        let mut workbench = make_empty(folder, &format!("{name}-import-{round}"));
        times.push(milliseconds(|| {
            let paths = std::slice::from_ref(&texts);
            workbench.import_sources(paths, &ImportOptions::default(), &Silent).expect("texts are texts");
            workbench.refresh_index(&Silent).expect("the index can be written");
        }));
    }
    show("import with index", "< 1,000 for 60 documents", times);
}

/// Exports by the program, each into a new file.
fn measure_exports(folder: &Path, study: &Path, codings: usize) {
    let exports: [(&str, &[&str]); 3] = [
        ("export: codebook, CSV", &["codebook", "STUDY", "export", "--output", "FILE.csv"]),
        ("export: codings, CSV", &["code", "STUDY", "export", "--output", "FILE.csv"]),
        ("export: dossier of all factors, XLSX", &["audit", "STUDY", "dossier", "--output", "FILE.xlsx"]),
    ];
    for (what, words) in exports {
        let mut times = Vec::new();
        for round in 0..5 {
            let output = folder.join(format!("{codings}-{}-{round}", what.len()));
            let words = words.iter().map(|word| {
                let word = word.replace("STUDY", &study.to_string_lossy());
                word.replace("FILE", &output.to_string_lossy())
            });
            let mut command = Command::new(env!("CARGO_BIN_EXE_baft"));
            command.args(words).args(["--lang", "en"]).stdout(Stdio::null()).stderr(Stdio::piped());
            times.push(milliseconds(|| {
                let done = command.output().expect("the program was built");
                assert!(done.status.success(), "{what}: {}", String::from_utf8_lossy(&done.stderr));
            }));
        }
        show(what, "< 300 for 60 documents", times);
    }
}

/// Whether every quotation that is answered stands where it is said to stand.
fn count_wrong_quotes(workbench: &Workbench, answer: &[u8]) -> (usize, usize) {
    let answer: Value = serde_json::from_slice(answer).expect("JSON");
    let codings = answer["data"].as_array().expect("a list");
    let mut texts = std::collections::BTreeMap::new();
    let wrong = codings
        .iter()
        .filter(|coding| {
            let name = coding["source"].as_str().unwrap_or_default().to_owned();
            let text: &Vec<char> = texts.entry(name.clone()).or_insert_with(|| {
                let source = workbench.source_by_name(&name).expect("it is in the study");
                source.text.chars().collect()
            });
            let place = |name: &str| usize::try_from(coding[name].as_u64().unwrap_or(0)).unwrap_or(0);
            let words: String = text[place("start")..place("end")].iter().collect();
            coding["quote"] != words.as_str()
        })
        .count();
    (codings.len(), wrong)
}

fn measure(folder: &Path, name: &str, documents: usize, codings: usize) {
    println!("\n{documents} documents, {codings} codings, milliseconds");
    println!("{:<44} {:>10} {:>10} {:>10}   bar", "", "median", "95 %", "longest");
    measure_import(folder, name, documents);
    let path = make(folder, name, documents, codings);
    let workbench = Workbench::open(&path, session()).expect("the study was made");
    workbench.refresh_index(&Silent).expect("the index can be written");
    let starts = (0..5).map(|_| milliseconds(|| drop(Server::start(&path)))).collect();
    show("start until the first request is taken", "< 300", starts);
    let mut server = Server::start(&path);
    let mut new = new_codings(&workbench, BATCH + 400);
    let batch = json!({ "codings": new.split_off(400) }).to_string();
    let one =
        new.iter().map(|coding| milliseconds(|| drop(server.ask("POST", "/codings", &coding.to_string()))));
    show("one coding", "< 5", one.collect());
    show(
        "batch of 2,000 codings",
        "< 2,000",
        vec![milliseconds(|| drop(server.ask("POST", "/codings/batch", &batch)))],
    );
    show(
        "quotations of a code, first 50",
        "< 10",
        repeat(20, || drop(server.ask("GET", "/codings?code=O30&limit=50", ""))),
    );
    let all_of_one = "/codings?code=O30&limit=1000000";
    show(
        "quotations of a code, all",
        "< 10 for 60 documents",
        repeat(20, || drop(server.ask("GET", all_of_one, ""))),
    );
    show("all codings, first 100", "< 10", repeat(20, || drop(server.ask("GET", "/codings?limit=100", ""))));
    let searched: String = RARE.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let search = format!("/search?q={searched}");
    show("search, all sources", "< 10 for 60 documents", repeat(20, || drop(server.ask("GET", &search, ""))));
    let search = format!("{search}&sources=20");
    show("search, best 20 sources", "< 10", repeat(20, || drop(server.ask("GET", &search, ""))));
    let [now, highest] = server.memory();
    println!(
        "{:<44} {now:>10.1} {highest:>21.1}   < 60 for 60 documents",
        "resident memory, MB (now, highest)"
    );
    let whole = "/codings?limit=1000000";
    show("all codings", "< 100 for 60 documents", repeat(5, || drop(server.ask("GET", whole, ""))));
    let (quotes, wrong) = count_wrong_quotes(&workbench, &server.ask("GET", whole, ""));
    println!("{:<44} {wrong:>10} of {quotes}", "quotations whose words are not in their place");
    measure_exports(folder, &path, codings);
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // `cargo test --benches` only wants to know that it runs.
    if !std::env::args().any(|argument| argument == "--bench") {
        return measure(folder.path(), "trial", 5, 50);
    }
    measure(folder.path(), "usual", 60, 2_000);
    measure(folder.path(), "large", 1_000, 200_000);
}
