//! Writing sources, their selections and notes.

use crate::exchange::refi::write::{Out, shown, stamped};
use crate::exchange::refi::{
    MediaKind, MediaSource, Selection, SelectionPlace, Source, TextSource, Transcript,
};

impl Out {
    pub(super) fn source(&mut self, source: &Source) {
        match source {
            Source::Text(text) => self.text_source("TextSource", text),
            Source::Media(media) => self.media(media),
        }
    }

    /// A text under one of the names that the schema has for texts.
    pub(super) fn text_source(&mut self, name: &str, text: &TextSource) {
        self.begin_text(name, text);
        for selection in &text.selections {
            self.selection("PlainTextSelection", selection);
        }
        for coding in &text.codings {
            self.coding(coding);
        }
        self.references("NoteRef", "targetGUID", &text.note_refs);
        self.values(&text.values);
        self.close(name);
    }

    fn begin_text(&mut self, name: &str, text: &TextSource) {
        let mut attributes = vec![
            ("guid", text.guid.to_string()),
            ("name", text.name.clone()),
            ("richTextPath", text.rich_path.clone()),
            ("plainTextPath", text.plain_path.clone()),
        ];
        attributes.extend(stamped(&text.stamp));
        self.open(name, &attributes, &[]);
        self.element("Description", &text.description);
        if let Some(content) = &text.content {
            self.element_always("PlainTextContent", content);
        }
    }

    fn transcript(&mut self, transcript: &Transcript) {
        self.begin_text("Transcript", &transcript.text);
        for point in &transcript.points {
            let attributes = [
                ("guid", point.guid.to_string()),
                ("timeStamp", shown(point.time)),
                ("position", shown(point.position)),
            ];
            self.empty("SyncPoint", &attributes, &[]);
        }
        for selection in &transcript.text.selections {
            self.selection("TranscriptSelection", selection);
        }
        self.references("NoteRef", "targetGUID", &transcript.text.note_refs);
        self.close("Transcript");
    }

    fn media(&mut self, media: &MediaSource) {
        let name = format!("{}Source", media.kind.as_str());
        let mut attributes = vec![
            ("guid", media.guid.to_string()),
            ("name", media.name.clone()),
            ("path", media.path.clone()),
            ("currentPath", media.current_path.clone()),
        ];
        attributes.extend(stamped(&media.stamp));
        self.open(&name, &attributes, &[]);
        self.element("Description", &media.description);
        let part = format!("{}Selection", media.kind.as_str());
        let selections = |out: &mut Self| {
            for selection in &media.selections {
                out.selection(&part, selection);
            }
        };
        match (media.kind, &media.text) {
            (MediaKind::Picture, Some(text)) => {
                self.text_source("TextDescription", text);
                selections(self);
            }
            // A PDF's text comes behind its selections.
            (MediaKind::Pdf, Some(text)) => {
                selections(self);
                self.text_source("Representation", text);
            }
            _ => {
                for transcript in &media.transcripts {
                    self.transcript(transcript);
                }
                selections(self);
            }
        }
        for coding in &media.codings {
            self.coding(coding);
        }
        self.references("NoteRef", "targetGUID", &media.note_refs);
        self.values(&media.values);
        self.close(&name);
    }

    fn selection(&mut self, name: &str, selection: &Selection) {
        let mut attributes = vec![("guid", selection.guid.to_string()), ("name", selection.name.clone())];
        match selection.place {
            SelectionPlace::Text { start, end } => {
                attributes.extend([("startPosition", start.to_string()), ("endPosition", end.to_string())]);
            }
            SelectionPlace::Area { page, corners: [first_x, first_y, second_x, second_y] } => {
                attributes.extend([
                    ("page", shown(page)),
                    ("firstX", first_x.to_string()),
                    ("firstY", first_y.to_string()),
                    ("secondX", second_x.to_string()),
                    ("secondY", second_y.to_string()),
                ]);
            }
            SelectionPlace::Time { begin, end } => {
                attributes.extend([("begin", begin.to_string()), ("end", end.to_string())]);
            }
            SelectionPlace::Between { from, to } => {
                attributes.extend([("fromSyncPoint", shown(from)), ("toSyncPoint", shown(to))]);
            }
        }
        attributes.extend(stamped(&selection.stamp));
        self.open(name, &attributes, &[]);
        self.element("Description", &selection.description);
        if let Some(text) = &selection.representation {
            self.text_source("Representation", text);
        }
        for coding in &selection.codings {
            self.coding(coding);
        }
        self.references("NoteRef", "targetGUID", &selection.note_refs);
        self.close(name);
    }
}
