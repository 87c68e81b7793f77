# Sentences of the program in English. Every key stands in fa.ftl too, with the same variables.

## Errors
error = Error: { $message }
error-ambiguous = Several codes answer to “{ $name }”; use the key.
error-busy = The study is in use by another program.
error-cancelled = Stopped; nothing was changed.
error-changed-since = Operation { $operation } cannot be reversed: row { $row } of { $table } is not as it left it.
error-code-in-use = Code { $key } is in use: { $children } codes below it, { $codings } codings, { $items } items.
error-cycle = A code cannot stand below itself.
error-damaged = The study file is damaged: { $what }.
error-database = The study file could not be read or written: { $reason }.
error-disk-full = The disk is full; nothing was changed.
error-draft = Version { $version } of the questionnaire is still a draft.
error-exists-code = There is a code with the key { $name } already.
error-exists-response-set = There is a set of answers called “{ $name }” already.
error-file = { $path }: { $reason }.
error-file-exists = { $path } exists already.
error-file-forbidden = { $path } may not be read or written: no permission.
error-file-missing = There is no file or folder { $path }.
error-frozen = Version { $version } of the questionnaire is frozen.
error-index = The search index could not be read or written: { $reason }.
error-ingest = { $file }: { $reason }
error-language = The language must be fa or en.
error-level = A code of level { $level } cannot stand under one of level { $parent }.
error-missing-study = There is no study file { $path }.
error-newer = The study was written by a newer version of Baft (schema { $found }; this program knows up to { $known }). It was left untouched.
error-no-code = There is no code “{ $name }”.
error-no-column = The table has no column “{ $name }”.
error-no-turn = There is no turn { $name }.
error-no-method = There is no method “{ $name }”. There are: { $known }.
error-no-coder = There is no coder “{ $name }”.
error-no-coding = There is no coding number { $name }.
error-no-factor = “{ $name }” belongs to no factor.
error-no-factors = The codebook has no factors yet.
error-overlap = The two parts share { $words ->
    [one] 1 word
   *[other] { $words } words
 }; a comparison needs parts that do not overlap.
error-no-instrument = { $name ->
    [none] There is no questionnaire in this study yet.
   *[other] There is no questionnaire { $name } in this study.
 }
error-no-memo = There is no memo number { $name }.
error-no-response-set = { $name ->
    [none] There are no answers in this study yet.
   *[other] There is no set of answers “{ $name }” in this study.
 }
error-no-source = There is no source “{ $name }”.
error-not-a-study = { $path } is not a Baft study.
error-nothing-to-undo = There is nothing left to undo or redo.
error-query = The query cannot be understood at character { $position }: { $reason }
error-quote = The words “{ $quote }” in { $source }: { $reason }
error-read-only = { $path } can only be read, not changed.
error-simulation = Item { $item }: no answers on this scale have mean { $mean } with SD { $deviation }; the SD must lie between { $smallest } and { $largest }.
error-simulation-options = A simulation needs at least 2 respondents, 2 scale points and a correlation of at least 0 and below 1.
error-span = { $start }..{ $end } is no stretch of { $source }, which has { $length } characters.
error-stats = The analysis cannot be computed: { $reason }
error-table = { $file }: { $count ->
    [one] one thing is wrong
   *[other] { $count } things are wrong
}; nothing was imported.

## What to do next
hint-busy = Close the other program, or wait until it is done, and try again.
hint-code-in-use = Move or merge what stands on it first: baft codebook STUDY merge FROM INTO.
hint-damaged = Run baft doctor STUDY; restore the newest backup if it is not content.
hint-draft = Freeze it first: baft instrument STUDY freeze.
hint-frozen = Make a new version: baft instrument STUDY generate.
hint-missing-study = Make one with: baft new STUDY, or look at the sample: baft demo.
hint-newer = Install the newer version of Baft.
hint-no-code = See the codes with: baft codebook STUDY.
hint-no-coder = See the codings with: baft code STUDY list.
hint-no-coding = See the codings with: baft code STUDY list.
hint-no-factor = See the factors with: baft audit STUDY.
hint-no-factors = Import a codebook, or put open codes under axial ones: baft codebook STUDY.
hint-no-instrument = Make one from the codebook: baft instrument STUDY generate.
hint-no-memo = See the memos with: baft memo STUDY.
hint-no-response-set = Bring in answers: baft responses STUDY import ANSWERS.csv.
hint-no-source = See the sources with: baft sources STUDY.
hint-no-turn = See the turns with: baft sources STUDY show SOURCE.
hint-not-a-study = A study is a file made with baft new; to bring in a text, use baft import STUDY FILE.
hint-similar = Did you mean: { $names }?
hint-study-exists = Choose another name; Baft never overwrites a study.
hint-table = Mend the lines named above and import the file again.

## What is wrong with a cell
problem-in-cell = line { $line }, column { $column }, “{ $value }”: { $reason }
problem-in-empty-cell = line { $line }, column { $column }: { $reason }
problem-in-file = { $value } { $reason }
problem-in-line = line { $line }: { $reason }
problems-more = … and { $count } more.
reason-ambiguous-code = several codes have this name; use the key.
reason-broken = the file breaks off here: { $what }
reason-cycle = following the parents comes back to this code.
reason-double-column = this heading stands twice.
reason-duplicate = stood on line { $line } already.
reason-empty = must not be empty.
reason-missing-column = this column is missing.
reason-no-heading = there is no heading line.
reason-no-place = needs the words of the quotation, or start and end.
reason-not-a-number = is no whole number.
reason-not-one-of = must be one of: { $allowed }.
reason-not-text = is no text in UTF-8 or UTF-16; save it as “CSV UTF-8”.
reason-out-of-range = must lie between { $minimum } and { $maximum }.
reason-position-outside = leaves the text, which has { $length } characters.
reason-quote-ambiguous = these words occur { $count } times; give start and end, or more words.
reason-quote-differs = at these positions stands “{ $found }”.
reason-quote-nearest = these words do not occur; the nearest passage is “{ $nearest }”.
reason-quote-not-found = these words do not occur in the source.
reason-too-many-cells = has more cells than the heading line.
reason-unknown-code = there is no such code or factor.
reason-unknown-item = there is no such item.
reason-unknown-parent = there is no code with this key.
reason-unknown-source = there is no source of this name.
reason-wrong-level = a code of this level cannot stand under one of level { $parent }.

## Files
wrote-file = Wrote { $path }.
ingest-empty = The file is empty.
ingest-no-text = There is no text in the file.
ingest-too-large = { $size } MiB are more than the { $limit } MiB that are read. Split the file.
ingest-unsupported = Files of the kind “{ $extension }” are not read. Save it as txt, md, docx, html, srt, vtt or pdf.
ingest-not-text = The bytes are no text in any encoding. If it is a document, give the file its right extension.
ingest-wrong-content = The name says { $format }, but the bytes are something else. Open it in its program and save it again.
ingest-damaged = The { $format } file is damaged ({ $detail }). Open it in its program and save it again.
ingest-locked = The file is locked by a password. Save it without one.
ingest-scanned = The pages are pictures without text. Run text recognition (OCR) first.
ingest-too-many-pages = { $pages } pages are more than the { $limit } that are read. Split the file.
ingest-line-unnamed = Line { $line }: a name, a tab and the text are expected.
ingest-line-twice = Line { $line }: the name stands on an earlier line already.
ingest-decoded-as = Read as { $encoding }; look whether the letters are right.
ingest-undecodable = { $count ->
    [one] One place
   *[other] { $count } places
 } could not be decoded and became �.
ingest-page-without-text = Page { $page } holds no text (a scan or a drawing).
ingest-unreadable-letters = Page { $page }: { $percent } % of the letters cannot be read, since the font does not say what its shapes mean.
ingest-bad-time = Line { $line }: the time of the subtitle cannot be read; its words were taken without one.
import-file = { $file } → { $name } ({ $turns ->
    [one] 1 turn
   *[other] { $turns } turns
 })
import-known = { $file } is in the study already, as { $name }.
import-failed = Not taken: { $message }
import-attributes-unknown = The table of attributes names “{ $name }”, which is no source of this study.
import-summary = Imported { $imported }, known already { $known }, not taken { $failed }.
source-edited = Changed { $name }.
sources-removed = { $count ->
    [one] Removed one source.
   *[other] Removed { $count } sources.
} Undo brings them back.
new-made = Made the study { $path }.
backup-made = Copied the study to { $path } ({ $bytes } bytes, checked).
report-written = Report: { $path }

## Codebook and codings
codebook-imported = Codes added: { $added }; brought up to date: { $updated }.
code-added = Added { $key } “{ $name }”.
code-renamed = The code is now called “{ $name }”; its old name stays as an alias.
code-moved = Moved { $name }.
codes-merged = Joined { $from } into { $into }; { $count } codings went over.
code-removed = Removed { $name }.
coding-added = Coded.
coding-known = This coder has that code on that quotation already.
coding-removed = Removed the coding; undo brings it back.
codings-imported = Codings added: { $added }; known already: { $known }; not taken: { $failed }.
hits-coded = Coded { $added } of { $found } passages (the others had the code already).
memo-added = Wrote the memo.
memo-known = This coder wrote the same memo already.
memo-removed = Removed the memo; undo brings it back.
memos-imported = Memos added: { $count }.
level-open = open code
level-axial = axial code
level-selective = selective code
level-word-open = Open code
level-word-factor = Factor
level-word-axial = Subscale
level-word-selective = Component
kind-interview = interview
kind-article = article
kind-document = document
list-comma = {", "}

## Columns
column-name = name
column-kind = kind
column-language = language
column-characters = characters
column-turns = turns
column-quotations = quotations
column-codings = codings
column-title = title
column-factor = factor
column-sources = sources
column-interviews = interviews
column-articles = articles
column-speakers = speakers
column-coders = coders
column-flags = flags
column-source = source
column-codes-used = codes used
column-codes-new = new
column-codes-total = in all
column-consistent = judgement
column-implied-n = implied n
column-inconsistent = inconsistent
column-p-computed = p computed
column-statement = statement
column-item = item
column-wording = wording
column-after = after
column-before = before
column-dispersion = dispersion (DP)
column-expected = expected
column-frequency = frequency
column-frequency-here = frequency here
column-frequency-there = there
column-hit-1 = hit@1
column-hit-3 = hit@3
column-hit-5 = hit@5
column-mrr = MRR
column-ways = by
column-group = group
column-hits = hits
column-log-dice = logDice
column-log-likelihood = G²
column-log-ratio = log ratio
column-mutual-information = MI
column-p = p
column-per-million = per million
column-per-million-here = per million here
column-per-million-there = there
column-per-thousand = per 1,000 words
column-together = together
column-word = word
column-words = words
column-writings = written

## Published figures
check-assumed = { $figures } figures got the zeros back that spreadsheets drop (3.4 for 3.40); that is an assumption.
check-changed = { $rows ->
    [one] One row would be judged otherwise if t were computed from its mean, standard deviation and n: { $items }.
   *[other] { $rows } rows would be judged otherwise if t were computed from mean, standard deviation and n: { $items }.
 }
check-consistent = consistent
check-far-tail = { $rows ->
    [one] One row prints the p of the far tail: { $items }.
   *[other] { $rows } rows print the p of the far tail: { $items }.
 }
check-group = { $rows } rows can share n = { $size }: { $items }.
check-inconsistent = inconsistent
check-meaning = “Inconsistent” says that the figures as printed do not fit together. A misprint, a lost row and another rounding look the same.
check-sign = { $rows ->
    [one] In one row t and the mean lie on different sides: { $items }.
   *[other] In { $rows } rows t and the mean lie on different sides: { $items }.
 }
check-summary = { $rows } rows at n = { $n }: { $inconsistent } with something inconsistent, { $t } in which t does not follow from mean and standard deviation.
check-unknown = cannot be told

## Search
search-nothing = Nothing found.
search-summary = { $hits ->
    [one] 1 hit
   *[other] { $hits } hits
 } in { $sources ->
    [one] 1 source.
   *[other] { $sources } sources.
 }
search-similar = Did you mean: { $words }?
search-layout = Read on the other keyboard layout: { $words }
stats-needs-study = --set and --codebook need a study in place of a table.
serve-failed = The request failed inside the program; the study is as it was before.
serve-foreign = Requests are answered for this machine's own address and origin only.
serve-no-route = There is nothing at this address; see /api/v1/openapi.json.
serve-no-token = The token is missing or wrong: Authorization: Bearer TOKEN, as printed at the start.
serve-parameter = { $name } { $reason }.
serve-ready = { $address }/api/v1 (token { $token }); stop with Ctrl-C.
serve-short-token = A token has 8 characters at least.
search-near = Near: { $words }
similar-learnt = { $code }: learnt from { $quotations ->
    [one] 1 quotation
   *[other] { $quotations } quotations
 } and the code's own name. Looked for: { $words }
similar-nothing = No uncoded passage shares a word with them.
suggest-by-both = both (used)
suggest-by-frequency = most frequent codes
suggest-by-names = names and definitions
suggest-by-quotations = quotations
suggest-names = { $likeness } name and definition
suggest-no-place = Name the passage in the source: --turn N or --span START..END.
suggest-nothing = Nothing that was coded before is similar enough.
suggest-unguessable = Left out: { $count ->
    [one] 1 quotation whose codes stand
   *[other] { $count } quotations whose codes stand
 } in one source only.
search-no-group = (none)
search-term = { $word }: { $sources ->
    [0] in no source.
    [one] in 1 source.
   *[other] in { $sources } sources.
 }
collocations-summary = Beside { $nodes } occurrences of { $query }.
key-words-summary = Compared: { $here } words with { $there } words.
words-summary = { $types } different words among { $tokens } in { $sources ->
    [one] 1 source.
   *[other] { $sources } sources.
 }

## Audit
audit-summary = { $total } factors, { $weak } of them weakly supported.
flag-no-evidence = no evidence
flag-few-quotations = few quotations
flag-few-sources = few sources
flag-literature-only = literature only
flag-interviews-only = interviews only
flag-no-open-codes = no open codes
chain-line = { $source }, turn { $turn }, { $speaker } · { $code } · coder { $coder }
chain-line-article = { $source }, paragraph { $turn } · { $code } · coder { $coder }
chain-counts = { $quotations } quotations from { $sources } sources, { $speakers } speakers, { $coders } coders.
chain-item = Item { $key }: { $wording }
chain-no-item = No item measures this factor yet.
chain-statistic = M = { $mean }, SD = { $sd }, t({ $df }) = { $t } against { $midpoint }, p { $p }, Holm { $holm }, 95% CI [{ $lower }, { $upper }], d = { $d }, n = { $n }
chain-no-statistic = No answers yet.
chain-verdict = Verdict: { $verdict }
verdict-favourable = ▲ favourable
verdict-unfavourable = ▼ unfavourable
verdict-undetermined = ◆ undetermined
simulated = simulated
simulated-warning = These answers are simulated: the figures show the program at work, not people's opinions.

## Questionnaire and answers
questionnaire-title = Questionnaire
item-template = Our organisation does well in: { "{factor}" }.
scale-5-1 = Strongly disagree
scale-5-2 = Disagree
scale-5-3 = Neither agree nor disagree
scale-5-4 = Agree
scale-5-5 = Strongly agree
scale-7-1 = Strongly disagree
scale-7-2 = Disagree
scale-7-3 = Somewhat disagree
scale-7-4 = Neither agree nor disagree
scale-7-5 = Somewhat agree
scale-7-6 = Agree
scale-7-7 = Strongly agree
status-draft = draft
status-frozen = frozen
instrument-generated = Version { $version }: { $count } draft items.
instrument-version = Version { $version } ({ $status })
instrument-frozen = Version { $version } is frozen.
items-imported = The draft has { $count } items now.
responses-imported = { $name }: { $respondents } respondents, { $missing } missing answers, { $findings } things to look at.
responses-sound = Nothing stands out.
responses-removed = Removed the set “{ $name }”; undo brings it back.
finding-straight-line = Respondent { $respondent } gave the answer { $value } throughout.
finding-same-answers = Respondents { $first } and { $second } gave exactly the same answers.
finding-mostly-missing = Respondent { $respondent } left { $missing } items unanswered, more than half.
finding-never-answered = Nobody answered item { $item }.
finding-constant = Everybody gave item { $item } the answer { $value }.

## Assessment
all-items = All items
assess-heading = { $set }: { $respondents } respondents ({ $complete } complete), { $items } items
assess-alpha = α = { $alpha } [{ $lower }, { $upper }], { $items } items, n = { $n } — { $name }
assess-alpha-refused = α not computed ({ $items } items, n = { $n }) — { $name }: { $reason }
assess-adequacy = KMO = { $kmo }; Bartlett χ²({ $df }) = { $chi }, p { $p }
assess-adequacy-refused = KMO and Bartlett not computed: { $reason }
assess-components = { $count } components explain { $share } of the variance; parallel analysis suggests { $suggested }
assess-components-refused = Components not computed: { $reason }
assess-construct = { $name }: ω { $omega }, CR { $cr }, AVE { $ave }, largest shared variance { $msv }
assess-measurement = Measurement model (MLR, n = { $n }): χ² = { $chi }, df = { $df }, p { $p }; * beside an index: outside the customary bound
assess-measurement-refused = Measurement model not fitted: { $reason }
assess-test = { $key }  M = { $mean }, SD = { $sd }, t({ $df }) = { $t }, p { $p }, Holm { $holm }, d = { $d }  { $verdict }  { $name }
assess-untested = { $key } not tested: { $reason }
assess-verdicts = Favourable { $favourable }, unfavourable { $unfavourable }, undetermined { $undetermined } (Holm-corrected).
refused-rows = { $got } complete answers, at least { $needed } are needed
refused-columns = { $got ->
    [one] one item
   *[other] { $got } items
 }, at least { $needed } are needed
refused-constant = everybody gave the same answer to { $columns }
refused-singular = the correlations cannot be inverted: there are too few answers, or items that follow from others ({ $columns })
refused-correlation = this is no correlation matrix ({ $reason })
refused-factors = { $wanted } components cannot be taken from { $columns } items
refused-convergence = { $method } did not converge in { $steps } steps
refused-option = { $name }: { $reason }
remark-factors = The covariances of the constructs are not positive definite: two or more cannot be told apart.
remark-negative-variance = The variance of { $variable } is negative ({ $value }): the model does not suit the answers (Heywood case).
remark-not-converged = The search did not settle after { $steps } steps; the figures are not to be used.
refused-empty-columns = nobody answered { $columns }
refused-unknown-columns = there is no column { $columns }
refused-categories = { $columns } must hold a few whole numbers: { $reason }
refused-definite = { $what } is not positive definite
refused-model = line { $line }, column { $column } of the model: { $reason }
refused-identification = the model is not identified; the data cannot tell { $parameters }

## Health and history
doctor-checked = Checked { $operations } journal entries, { $contents } contents, { $quotations } quotations.
doctor-sound = The study is sound.
finding-database = The file is damaged: { $words }
finding-reference = Row { $row } of { $table } refers to something that is not there.
finding-chain = The journal was changed from outside at operation { $operation }.
finding-content = Content { $hash } is not what its hash says.
finding-quotation = The words of quotation { $quotation } do not stand at its place.
undone = Taken back: { $what }
redone = Done again: { $what }
operation-study-create = made the study { $title }
operation-study-edit = changed the study { $title }
operation-source-import = imported { $count } sources: { $name }
operation-source-edit = changed source { $name }
operation-source-remove = removed { $count } sources: { $name }
operation-source-attributes = set attributes of { $count } sources from { $file }
operation-codebook-import = imported { $count } codes from { $file }
operation-code-add = added code { $key } “{ $name }”
operation-code-edit = changed code { $key } “{ $name }”
operation-code-move = moved code { $key }
operation-code-merge = joined code { $key } into { $into }
operation-code-remove = removed code { $key }
operation-coding-add = coded with { $code } { $source }
operation-coding-import = imported { $count } codings from { $file }
operation-coding-remove = removed a coding of “{ $quote }”
operation-memo-add = added memos ({ $count })
operation-memo-remove = removed memo { $memo }
operation-instrument-generate = made version { $version } of the questionnaire with { $count } items
operation-instrument-edit = changed version { $version } of the questionnaire
operation-instrument-freeze = froze version { $version } of the questionnaire
operation-responses-import = imported the answers “{ $name }” of { $count } respondents
operation-responses-simulate = simulated the answers “{ $name }” of { $count } respondents
operation-responses-remove = removed the answers “{ $name }”
operation-assess-run = assessed the answers “{ $name }”
operation-coding-edit = changed a coding of “{ $quote }” with { $code }
operation-quotation-resize = moved the borders of the quotation “{ $quote }”
operation-quotation-split = split the quotation “{ $quote }”
operation-quotation-join = joined { $count } quotations to “{ $quote }”
operation-coding-in-vivo = made code { $key } of the words “{ $quote }”
operation-code-split = dealt { $count } codings of code { $key } out into { $into }
operation-source-correct = corrected the text of { $source } ({ $count } quotations to re-anchor)
operation-quotation-re-anchor = decided where the quotation “{ $quote }” stands
operation-memo-edit = changed memo { $memo }
operation-round-change = round “{ $name }”: { $what }
operation-agreement-settle = settled code { $code } in { $source }
operation-audit-decide = decided on { $key }: { $what }
operation-audit-rules = changed the rules of the audit: { $name }
operation-study-merge = brought in { $count } changes from { $file }
operation-undo = took operation { $operation } back
operation-redo = did operation { $operation } again

## Progress and the demo
stage-import = Reading files
stage-index = Indexing
demo-stage = [{ $number }/{ $total }] { $what } ({ $seconds } s)
demo-sources = Sources: { $count }, { $turns } turns
demo-index = Search index: { $count } sources
demo-codebook = Codebook: { $components } components, { $subscales } subscales, { $factors } factors, { $codes } open codes below them
demo-codings = Codings: { $count } by { $coders } coders, { $memos } memos
demo-audit = Audit: { $factors } factors, { $weak } weakly supported
demo-instrument = Questionnaire: { $items } items, frozen as version { $version }
demo-responses = Answers: { $respondents } respondents (simulated, seed { $seed })
demo-assessment = Assessment: { $favourable } favourable, { $unfavourable } unfavourable, { $undetermined } undetermined
demo-report = Report written
demo-summary-two-state = By the published study's own two-state rule: { $favourable } favourable, { $unfavourable } unfavourable.
demo-next = Look next: baft audit { $study } R17
demo-file-study = Study:         { $path }
demo-file-report = Report:        { $path }
demo-file-questionnaire = Questionnaire: { $path }
demo-file-tables = Tables:        { $path }
demo-note = Everything in it is made up: texts written for Baft, answers simulated.

language-name = English
report-title = Report: { $study }
report-kind = Study report
report-made = { $date } · Baft { $version }
report-state = State of the study (hash of the newest entry of its journal):
report-part-summary = Summary
report-part-sources = Sources
report-part-saturation = Saturation
report-part-codebook = Codebook and evidence
report-part-reliability = Reliability
report-part-structure = Structure of the answers
report-part-measurement = Measurement model
report-part-status = Favourable or unfavourable
report-part-unfavourable = What is said about the unfavourable factors
report-part-evidence = Evidence for every factor
report-part-method = How the figures were computed
report-summary-sources = { $sources } sources: { $interviews } interviews and { $articles } articles.
report-summary-codings = { $quotations } quotations with { $codings } codings.
report-summary-codes = { $open } open codes in { $factors } factors, { $subscales } subscales and { $components } components.
report-summary-weak = { $weak ->
    [0] No factor has
    [one] One factor has
   *[other] { $weak } factors have
 } fewer than { $quotations } quotations or { $sources } sources.
report-summary-instrument = Questionnaire version { $version }: { $items } items on a { $points }-point scale.
report-summary-answers = { $respondents } respondents, { $complete } of them without a missing answer.
report-summary-verdicts = { $favourable } factors are favourable, { $unfavourable } unfavourable, { $undetermined } undetermined (Holm-corrected).
report-summary-two-state = By the two-state rule of the published study: { $favourable } favourable, { $unfavourable } unfavourable.
report-summary-fit = The measurement model of the codebook fits with CFI = { $cfi }, RMSEA = { $rmsea }, SRMR = { $srmr } (robust).
report-no-answers = There are no answers yet; the figures of the survey are missing here.
report-table1-interview = Table 1. Interviews ({ $count })
report-table1-article = Table 1, continued. Articles ({ $count })
report-table1-document = Table 1, continued. Documents ({ $count })
report-table2 = Table 2. Components, subscales and factors with the evidence for each
report-table2-note = A factor is weak below { $quotations } quotations or { $sources } sources. Quotations of the open codes below a factor count for it; a passage coded twice counts once.
report-table-alpha = Cronbach’s α with 95 % interval
report-alpha-note = Respondents with a missing answer to one of the items are left out (listwise).
report-constructs-note = Standardized loadings, ω (Bollen 1980), composite reliability CR (Jöreskog 1971; .70 and more), average variance extracted AVE (.50 and more) and the largest variance shared with another construct, which AVE should exceed (Fornell and Larcker 1981). * outside the bound.
report-distinct-note = Diagonal: √AVE; above it: correlations of the constructs; below it: HTMT (Henseler, Ringle and Sarstedt 2015; * from .90).
report-fit-note = Maximum likelihood with robust standard errors and test (MLR), { $n } complete answers, { $free } free parameters. Bold: the value to report. Bounds: Hu and Bentler (1999) for CFI, TLI, RMSEA and SRMR; Kline (2016) for χ²/df; Byrne (2016) for GFI, NFI and IFI. They are rules of thumb.
report-row-rmsea-interval = RMSEA, 90 % interval
report-table-constructs = Reliability and convergent validity of the constructs
report-table-distinct = Are the constructs distinct?
report-table-fit = Fit of the measurement model
report-table3 = Table 3. Rotated loadings (principal components, varimax with Kaiser normalization)
report-table3-note = Components are ordered by their sums of squares. Bold: the item’s largest loading; pale: below .40 in size. The column “component” is the codebook’s, for comparison.
report-table4 = Table 4. One-sample t-tests against { $midpoint } ({ $respondents } respondents)
report-table4-note = p is two-sided; p (Holm) is corrected over all factors. Verdict: favourable or unfavourable when p (Holm) is below .05. Two states: favourable when the mean lies above the midpoint with p below .05, else unfavourable.
report-column-source = Source
report-column-quotations = Quotations
report-column-codings = Codings
report-column-key = Key
report-column-factor = Factor
report-column-open-codes = Open codes
report-column-sources = Sources
report-column-interviews = Interviews
report-column-articles = Articles
report-column-flags = Flags
report-column-scale = Scale
report-column-items = Items
report-column-n = n
report-column-alpha = α
report-column-ave = AVE
report-column-bound = Bound
report-column-cr = CR
report-column-index = Index
report-column-loadings = Loadings
report-column-msv = Shared
report-column-omega = ω
report-column-plain = Plain
report-column-robust = Robust
report-column-interval = 95 % interval
report-column-item = Item
report-column-component = Component
report-column-communality = h²
report-column-mean = Mean
report-column-sd = SD
report-column-t = t
report-column-p = p
report-column-holm = p (Holm)
report-column-mean-interval = 95 % interval of the mean
report-column-d = d
report-column-verdict = Verdict
report-column-two-state = Two states
report-bartlett = Bartlett’s test of sphericity
report-row-sum-of-squares = Sum of squares
report-row-variance = Variance explained
report-all-items = All items
report-scree-title = Scree plot
report-scree-description = Eigenvalues from { $first } down; { $count } components are extracted, parallel analysis suggests { $suggested }.
report-scree-data = Eigenvalues of the answers
report-scree-random = 95th percentile of random data
report-scree-axis = Component
report-scree-caption = Figure 1. Eigenvalues of the correlation matrix beside those of random data (parallel analysis). Filled dots: extracted components.
report-means-title = Means of the factors
report-means-description = { $favourable } factors above the midpoint, { $unfavourable } below it, { $undetermined } undetermined.
report-means-caption = Figure 2. Mean and 95 % interval of every factor; the dashed line is the midpoint of the scale.
report-saturation-title = Saturation
report-saturation-description = { $codes } codes after { $sources } sources.
report-saturation-axis = Sources in the order of coding; bars: new codes
report-saturation-caption = Codes in use after each further source (line) and new codes in it (bars).
report-none-unfavourable = No factor is unfavourable.
report-unfavourable-intro = Factors whose mean lies below the midpoint beyond chance, the lowest first, each with quotations from as many sources as possible. All quotations stand in the next part.
report-unfavourable-figures = Mean { $mean }, 95 % interval [{ $lower }, { $upper }], d = { $d }, p (Holm) { $p }
report-evidence-counts = { $quotations } quotations, { $sources } sources, { $speakers } speakers, { $coders } coders
report-no-quotations = No quotation supports this factor.
report-place-turn = turn { $turn }
report-method-evidence = Evidence: every quotation coded with the factor or with an open code below it.
report-method-saturation = Saturation: codes that no earlier source had, source by source (Guest, Bunce and Johnson 2006).
report-method-alpha = α = k/(k−1) · (1 − Σσᵢ²/σ²) (Cronbach 1951); interval by F quantiles (Feldt 1965).
report-method-model = Measurement model: maximum likelihood; standard errors and χ² robust against answers that are not normal (MLR: Yuan and Bentler 2000); robust CFI, TLI and RMSEA (Brosseau-Liard and Savalei 2014).
report-method-validity = Convergent validity by CR and AVE (Fornell and Larcker 1981), discriminant validity by their criterion and by HTMT (Henseler, Ringle and Sarstedt 2015).
report-method-kmo = KMO: squared correlations against squared partial correlations (Kaiser 1974). Bartlett’s χ² = −(n − 1 − (2p + 5)/6) ln|R| (Bartlett 1951).
report-method-components = Principal components of the Pearson correlations; varimax with row normalization (Kaiser 1958).
report-method-parallel = Parallel analysis: 95th percentile of 200 random tables of the same size (Horn 1965; Glorfeld 1995), seed kept with the result.
report-method-test = t = (mean − midpoint) / (s/√n) with n − 1 degrees of freedom (Student 1908).
report-method-effect = d = (mean − midpoint) / s (Cohen 1988); its interval in the JSON result by the noncentral t distribution (Steiger and Fouladi 1997).
report-method-holm = Correction for many tests: Holm (1979).
report-method-verdict = Verdict: favourable, unfavourable, or undetermined when the corrected test does not tell.
questionnaire-intro = Please mark for each statement how far you agree. There is no right or wrong answer, and you may leave a statement out.
questionnaire-number = No.
questionnaire-statement = Statement
questionnaire-version = Version { $version }

# quotations after they were made
error-no-quotation = There is no quotation { $name }.
error-no-proposal = There is no proposal { $name } for this quotation.
error-unplaced = Quotation { $quotation } lost its place in a correction; decide first where it stands.
error-nothing-own = Quotation { $quotation } has no coding by { $coder }; --everyone takes the codings of all coders.
error-different-sources = Quotations { $one } and { $other } stand in different sources.
error-empty-part = Quotation { $quotation } ({ $start }..{ $end }) cannot be cut at { $at }: a part would hold no words.
quotation-placed = The quotation has its place.
quotations-now = Now quotation { $numbers }.
nothing-unplaced = Every quotation has its place.
coded-in-vivo = Made code { $key } and put it on the passage.
coding-edited = Changed the coding.
source-corrected = { $before } → { $after } characters; { $kept } quotations kept their words, { $respelled } are spelled in another way, { $changed } changed inside, { $unplaced } wait for a place.

# the past
error-still-needed = Later operations rest on operation { $operation }; take those back first.
error-no-such-past = The study was not there yet at that moment.
error-past = The past can be read, not changed; leave out --at.
error-moment = “{ $text }” is no moment: give a number of the history, a day (2026-11-24 or 1405-09-03) or a day and time (2026-11-24T14:30).

# changes of the codebook
error-no-sibling = { $name } does not have the same parent.
code-edited = Changed code { $name }.
code-alike = Its name is like that of { $key } “{ $name }”.
split-left = stays with the code
no-codes-alike = No two codes have names alike.
likeness-folded = the same but for spelling variants
likeness-slip = a slip or two apart
likeness-words = the same words
merge-preview = { $from } into { $into }: { $codings } codings go over, { $doubled } are there already, { $memos } memos, { $children } codes below; also known as { $aliases }.
codebook-same = The codebook is the same.
change-added = added
change-removed = removed
change-moved = moved from { $before } to { $after }
change-reordered = from place { $before } to { $after }
change-edited = “{ $before }” → “{ $after }”
field-key = key
field-level = level
field-name = name
field-translations = translations
field-definition = definition
field-include = when to use
field-exclude = when not to use
field-exemplar = exemplar
field-colour = colour
field-aliases = also known as

# the audit: rules, decisions, loose ends, dossier
error-no-item = There is no item { $name }.
error-no-rule = There is no rule “{ $name }”; there are: { $known }.
error-rule-value = The rule { $name } cannot be “{ $value }”: a whole number from 0 to { $largest }.
error-workbook = The table does not fit a workbook: { $reason }
decided = Recorded the decision on { $target }.
chain-decision = Reviewer: { $outcome }. { $note }
outcome-accepted = accepted
outcome-revise = needs more work
outcome-rejected = rejected
evidence-counted = counted
evidence-contradicts = speaks against it
evidence-rejected = rejected by a reviewer
evidence-low-weight = weight too low
flag-few-interviews = few interviews
flag-few-articles = few articles
flag-few-speakers = few speakers
flag-few-coders = few coders
flag-one-source = one source dominates
flag-contradicted = passages speak against it
flag-unplaced = a quotation lost its place
flag-review-pending = the reviewer asks for more
rule-minimum-quotations = fewest quotations
rule-minimum-sources = fewest sources
rule-minimum-interviews = fewest interviews
rule-minimum-articles = fewest articles
rule-minimum-speakers = fewest speakers
rule-minimum-coders = fewest coders
rule-minimum-weight = lowest weight that counts
rule-largest-share = largest share of one source, in percent
rule-solution-code = code of passages that propose solutions
loose-quotation = quotation without a code
loose-code = code without quotations
loose-outside = code outside all factors
loose-factor = factor without an item
loose-item = item without evidence
no-loose-ends = Everything has its place.
trace-nothing = No factor rests on it.
dossier-factors = Factors
dossier-evidence = Evidence
dossier-solutions = Solutions
dossier-coverage = Coverage
dossier-loose-ends = Loose ends
dossier-rules = Rules
coverage-both = articles and interviews
coverage-literature = articles only
coverage-interviews = interviews only
coverage-other = other documents only
coverage-nothing = nothing
column-subscale = subscale
column-component = component
column-contradicting = against
column-decision = decision
column-note = note
column-mean = mean
column-verdict = verdict
column-factor-name = factor
column-code = code
column-turn = turn
column-speaker = speaker
column-start = start
column-end = end
column-quote = quotation
column-coder = coder
column-weight = weight
column-counted = counted
column-comment = remark
column-rests-on = rests on
column-rule = rule
column-meaning = meaning
column-value = value

# memos
memo-edited = Changed the memo.

# several coders
error-nothing-together = Fewer than two coders coded anything together there.
error-blind-round = The blind round “{ $round }” is open; close it before its coders compare.
error-no-round = There is no round { $name }.
error-exists-round = There is a round { $name } already.
agreement-nobody = nobody used the code here, so agreement on it has no value
agreement-everywhere = every coder gave it to every unit, so agreement beyond chance has no value
agreement-few-units = fewer than ten units say little
agreement-never-used = { $coder } never used it
agreement-rare = only { $share } of the units have it: κ and α fall though coders agree nearly everywhere; see AC1
agreement-all = all
agreement-summary = Coders: { $coders }. { $sources } sources; { $unit }; { $uncoded }; { $unplaced } codings without a place left out. Coefficients with 95 % intervals over units; κ is Cohen's with two coders, Conger's with more; the last is |uα over the spans.
unit-characters = characters
unit-words = words
unit-sentences = sentences
unit-turns = turns
uncoded-include = uncoded text counts
uncoded-exclude = text that nobody coded is left out
uncoded-both = only text that all coded
disagreement-missing = not all have it
disagreement-borders = other borders
no-disagreements = The coders differ nowhere, or all is settled.
settled = Settled.
adopted = { $added } codings adopted.
round-open = open
round-closed = closed
round-blind = blind
round-seeing = seeing
no-rounds = There is no round.
round-changed = Changed round { $name }.
column-units = units
column-present = with code
column-percent = agreement
column-kappa = κ
column-alpha = α
column-ac1 = AC1
column-unitizing = |uα

# merging copies
error-exists-study = { $name } is this study itself.
error-no-study = There is no study { $name }.
merge-with-history = Both copies come from one study; what only one of them changed is taken.
merge-without-history = The copies have no common history; they are united.
merge-added = comes: { $sources } sources, { $codes } codes, { $codings } codings, { $memos } memos, { $attributes } attributes
merge-changed = changes: { $sources } sources, { $codes } codes, { $codings } codings, { $memos } memos, { $attributes } attributes
merge-removed = goes: { $sources } sources, { $codes } codes, { $codings } codings, { $memos } memos, { $attributes } attributes
merge-known = { $known } codings are here already.
merge-rekeyed = Key { $theirs } is taken: “{ $name }” becomes { $ours }.
merge-conflict = Conflict on { $what }, { $field }: here “{ $ours }”, there “{ $theirs }”.
merge-unplaced = No sure place in { $source }: “{ $quote }”.
merge-left = Stays there: { $instruments } questionnaires, { $responses } sets of answers, { $rounds } rounds, { $settlements } settlements, { $decisions } decisions.
field-attribute = attribute
field-text = text
field-removed = removed
field-place = place
field-coding = coding
field-memo = memo
# code queries, tables of codings, saturation
error-axis = A table has no rows or columns «{ $name }».
error-axis-not-codes = «{ $name }» holds no codes, and here codes are needed.
error-matrix-entry = The table has no row or column «{ $name }».
error-matrix-size = The table would have { $rows } rows and { $columns } columns; at most { $most } cells are counted.
hint-axis = There are: { $known }, below:CODE and attr.NAME (an attribute that a source has).
hint-code-query-name = Write a name of several words in quotation marks; `baft codebook` lists the codes.
hint-code-query-filter = Filters are source: kind: speaker: coder: attr.NAME: weight: stance: anchor:.
code-query-empty = there is nothing to look for
code-query-unclosed-quote = the quotation mark is not closed
code-query-unclosed-parenthesis = the parenthesis is not closed
code-query-unopened-parenthesis = no parenthesis is open here
code-query-missing-operand = «{ $name }» needs a code or a filter on each side that it connects
code-query-bad-distance = a distance is written as in WITHIN 5 WORDS OF or WITHIN 1 TURN OF
code-query-missing-value = the filter { $name }: needs a value
code-query-unknown-filter = there is no filter { $name }:
code-query-unknown-value = «{ $value }» is no value of { $name }:
code-query-unknown-code = there is no code «{ $name }»
code-query-ambiguous-code = several codes are called «{ $name }»; give the key
code-query-too-deep = the parentheses are nested too deeply
code-query-too-long = the query has more than { $most } codes and filters
code-query-found = { $count ->
    [one] { $count } quotation
   *[other] { $count } quotations
}
code-query-left-out = { $count ->
    [one] { $count } quotation without a sure place was left out (to re-anchor).
   *[other] { $count } quotations without a sure place were left out (to re-anchor).
}
matrix-summary = { $what ->
    [codings] Codings: { $sum } in the cells, { $distinct } different
    [words] Words: { $sum } in the cells, { $distinct } different
   *[quotations] Quotations: { $sum } in the cells, { $distinct } different
}; { $outside } codings belong to no row or column.
matrix-together = Cells: pairs of quotations; last column and line: quotations with the code.
network-summary = { $nodes } codes, { $edges } edges; { $left } quotations without a sure place left out.
saturation-rule-guest-met = Guest, Namey and Chen (2020), base { $base }, run { $run }, at most { $threshold } new: met at source { $reached }, known after { $confirmed }.
saturation-rule-guest-open = Guest, Namey and Chen (2020), base { $base }, run { $run }, at most { $threshold } new: not met; the last run brought { $new } new ({ $share }).
saturation-rule-francis-met = Francis et al. (2010), { $base } + { $run }: met at source { $reached }, known after { $confirmed }.
saturation-rule-francis-open = Francis et al. (2010), { $base } + { $run }: not met; the last { $run } sources brought { $new } new.
saturation-rule-too-few = Base { $base }, run { $run }: too few coded sources.
saturation-meaning = These rules tell when no new codes come (code saturation), not when the meaning of each is understood (Hennink, Kaiser and Marconi 2017).
column-sum = sum
column-from = from
column-to = to
column-coefficient = c
column-code-before = code
column-code-behind = followed by
column-times = times
column-share = share
column-key = key
column-first-source = first in
column-last-source = last in
column-orders-mean = mean of orders
column-orders-band = 95 % band

# --- exchange with other programs
attribute-case = case
operation-project-import = brought in the project { $file }
error-exchange = { $file } cannot be read: { $reason }
error-no-codes = The codebook has no codes yet, so there is nothing to write.
exchange-no-archive = it is no readable archive ({ $detail })
exchange-no-project = the archive holds no project file (.qde)
exchange-leaves = its entry { $entry } would be written outside the folder; such an archive is not opened
exchange-too-large = { $what } unpacks to more than { $limit } MiB; such an archive is not opened
exchange-too-many-entries = the archive holds more than { $limit } entries
exchange-too-many-elements = the project holds more than { $limit } elements
exchange-too-many-codes = the codebook holds more than { $limit } codes; split it in the other program
exchange-too-many-texts = the project holds more than { $limit } texts and notes
exchange-too-deep = its elements are nested deeper than { $limit } levels
exchange-doctype = it declares a document type, which no exchange file needs and which can smuggle in other files
exchange-xml = line { $line } is not well-formed XML: { $detail }
exchange-wrong-root = its root element is <{ $root }>; a project has <Project>, a codebook <CodeBook>
exchange-imported = { $name } ({ $origin }): { $sources } sources, { $codes } codes, { $codings } codings on { $quotations } quotations, { $memos } memos, { $coders } coders, { $attributes } attributes came in.
exchange-known = Known already: { $sources } sources, { $codes } codes, { $codings } codings, { $memos } memos.
exchange-previewed = This is what would come in; nothing was changed.
exchange-exported = Wrote { $file }: { $sources } sources, { $codes } codes, { $codings } codings on { $quotations } quotations, { $memos } memos, { $coders } coders.
exchange-fate-changed = Taken in another form
exchange-fate-kept = Kept and written back at an export, not shown
exchange-fate-left = Left out
exchange-out-changed = Written in another form
exchange-out-kept = Other programs will not see this; Baft reads it back
exchange-out-left = Not written
exchange-set-level = Baft: { $level }
exchange-set-interview = Baft: interviews
exchange-set-article = Baft: articles
exchange-set-document = Baft: documents
exchange-graph-codebook = Baft: codebook
exchange-note-instrument = Baft: questionnaire, version { $version }
exchange-missing-text = { $what }: its text is not in the archive ({ $detail })
exchange-empty-text = { $what }: its text is empty
exchange-unreadable-text = { $what }: { $detail } is no text in any encoding known here
exchange-bad-span = { $what }: { $count } codings on places outside the text ({ $detail })
exchange-unknown-code = { $what }: { $count } codings with a code that the project does not have ({ $detail })
exchange-no-user = { $count } codings or notes without a user were put down to you
exchange-unknown-user = User { $what } is not in the list of users; a coder of that name was made
exchange-same-user = Two users are called { $what }; they are one coder here
exchange-unknown-element = Element <{ $what }>, { $count } times: the standard does not know it
exchange-without-reference = Element <{ $what }>, { $count } times: it refers to nothing
exchange-missing-note = { $count } references to notes that are not there
exchange-empty-note = { $count } notes without words
exchange-loose-note = { $count } notes on nothing became memos on the study (“{ $detail }”)
exchange-coded-note = { $count } codings inside notes (“{ $detail }”)
exchange-name-taken = The name { $what } was taken; the source is called { $detail }
exchange-other-text = { $what }: the study has another text under this name or GUID; { $count } codings were not taken
exchange-counted = { $what }: { $count } positions were counted as { $detail }
exchange-names-differ = { $what }: the names of its { $count } passages are not the words at their places; look whether the positions are right
exchange-placed-by-words = { $what }: { $count } passages were placed by their words, since the positions of the file do not hold in its text (“{ $detail }”)
exchange-whole-text = { $what }: { $count } codings of the whole text stand on a quotation from its first letter to its last
exchange-whole-media = { $what }: { $count } codings of the whole
exchange-description = { $count } descriptions of sources and passages became memos
exchange-media = { $what } ({ $detail }): { $count } codings or parts
exchange-area-placed = { $what }: { $count } areas of pages were placed by their words
exchange-area-kept = { $what }: { $count } areas of pages whose words have no sure place in the text
exchange-transcript-taken = { $what }: its transcript became the source { $detail }
exchange-missing-file = { $count } files that the project names are not in the archive ({ $detail })
exchange-large-file = { $what } is too large to be kept
exchange-links = { $count } links (“{ $detail }”)
exchange-sets = { $count } sets (“{ $detail }”)
exchange-graphs = { $count } drawings (“{ $detail }”)
exchange-cases = { $count } cases: their values became attributes of their sources
exchange-loose-cases = { $count } cases without a source (“{ $detail }”)
exchange-not-codable = { $count } codes that may not be used for coding may be used here (“{ $detail }”)
exchange-nameless-code = A code without a name is called { $detail }
exchange-all-open = All { $count } codes are open codes; --levels depth makes components, subscales and factors of the storeys of their tree
exchange-by-depth = { $count } codes got their level by the storey on which they stand
exchange-key-taken = The key { $what } was taken; the code has { $detail }
exchange-redescribed = { $count } descriptions of codes were changed in another program; they are definitions now (“{ $detail }”)
exchange-broken-extras = The note “Baft” cannot be read; levels, weights, questionnaires and answers are missing
exchange-instrument-taken = Version { $what } of the questionnaire is here already
exchange-known-name = { $what } is here already
exchange-levels = Levels of { $count } codes: as sets
exchange-rules = Rules of use and exemplars of { $count } codes: in their descriptions
exchange-other-names = Names in other languages and aliases of { $count } codes
exchange-weights = Weights and stances of { $count } codings
exchange-comments = Comments of { $count } codings: as notes
exchange-agreement = { $count } rounds, settlements and decisions of reviewers
exchange-instruments = { $count } versions of the questionnaire: as notes
exchange-responses = { $count } answered questionnaires of { $what }; whoever gets the file gets them too
exchange-turns = Speakers and times of the turns of { $count } sources
exchange-unplaced = { $count } quotations or settlements that wait for a place (“{ $detail }”)
exchange-blind = { $what }: { $count } quotations of other coders, while the blind round is open
exchange-history = The history ({ $count } entries), earlier texts and computed results stay in the study file
exchange-dangling = { $count } references to what is not in the study any more (“{ $detail }”)
hint-exchange = REFI-QDA projects end in .qdpx, codebooks in .qdc. In the other program choose “Export project (REFI-QDA)”.
error-no-form = There is no form “{ $form }” of this; the forms are { $forms }.
handover-codebook = Codebook
handover-quotations = Quotations by code
handover-coded = Coded sources
column-under = under
column-stance = stance
bibliography-unknown = it is neither RIS (its first line begins with TY  -) nor BibTeX (its records begin with @)
bibliography-line = line { $line }: { $detail }
bibliography-match = { $source } ← “{ $title }” ({ $reason }, { $confidence })
bibliography-by-key = key
bibliography-by-doi = DOI
bibliography-by-title = same title
bibliography-by-head = title in the first lines
bibliography-by-likeness = title alike
bibliography-unmatched = no article of the study: “{ $title }”
bibliography-missing = no record for { $source }
bibliography-preview = { $records } records, { $matches } of them articles of the study; { $written } values would be written, { $kept } stay as they are. Nothing was changed.
bibliography-done = { $records } records, { $matches } of them articles of the study; { $written } values were written, { $kept } stayed as they were.
operation-bibliography-import = brought in { $count } records of the bibliography { $file }
error-no-count = The review has no number { $name }; there are { $known }, and reason: with a reason.
prisma-number = number
prisma-empty = No numbers of a review yet: baft prisma STUDY databases=310 duplicates=70 …
prisma-mismatch = { $name }: { $given } is written, { $expected } follows from the other numbers.
prisma-databases = records from databases
prisma-registers = records from registers
prisma-other-sources = records from other sources
prisma-duplicates = duplicates removed
prisma-automation = removed by automation
prisma-removed-otherwise = removed for other reasons
prisma-screened = records screened
prisma-excluded = records excluded
prisma-sought = reports sought
prisma-not-retrieved = reports not retrieved
prisma-assessed = reports assessed
prisma-included = studies included
