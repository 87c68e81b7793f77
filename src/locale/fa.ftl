# جمله‌های برنامه به فارسی. هر کلید در en.ftl هم هست، با همان متغیرها.

## خطاها
error = خطا: { $message }
error-ambiguous = چند کد با نام «{ $name }» هست؛ کلید کد را بنویسید.
error-busy = برنامهٔ دیگری همین پژوهش را باز کرده است.
error-cancelled = متوقف شد؛ چیزی تغییر نکرد.
error-changed-since = عملیات { $operation } برگشت‌پذیر نیست: سطر { $row } از { $table } دیگر آن نیست که عملیات گذاشته بود.
error-code-in-use = کد { $key } در کار است: { $children } کد زیر آن، { $codings } کدگذاری، { $items } گویه.
error-cycle = کد نمی‌تواند زیر خودش بیاید.
error-damaged = پروندهٔ پژوهش آسیب دیده است: { $what }.
error-database = پروندهٔ پژوهش خوانده یا نوشته نشد: { $reason }.
error-disk-full = دیسک پر است؛ چیزی تغییر نکرد.
error-draft = نسخهٔ { $version } پرسشنامه هنوز پیش‌نویس است.
error-exists-code = کدی با کلید { $name } از پیش هست.
error-exists-response-set = مجموعهٔ پاسخی با نام «{ $name }» از پیش هست.
error-file = { $path }: { $reason }.
error-file-exists = { $path } از پیش هست.
error-file-forbidden = اجازهٔ خواندن یا نوشتن { $path } نیست.
error-file-missing = پرونده یا پوشهٔ { $path } پیدا نشد.
error-frozen = نسخهٔ { $version } پرسشنامه قفل شده است.
error-index = نمایهٔ جستجو خوانده یا نوشته نشد: { $reason }.
error-ingest = { $file }: { $reason }
error-language = زبان باید fa یا en باشد.
error-level = کد سطح { $level } نمی‌تواند زیر کد سطح { $parent } بیاید.
error-missing-study = پروندهٔ پژوهش { $path } پیدا نشد.
error-newer = این پژوهش را نسخهٔ تازه‌تری از بافت نوشته است (طرح { $found }؛ این برنامه تا { $known } را می‌شناسد). دست‌نخورده ماند.
error-no-code = کدی به نام «{ $name }» نیست.
error-no-coder = کدگذاری به نام «{ $name }» نیست.
error-no-coding = کدگذاری شمارهٔ { $name } نیست.
error-no-factor = «{ $name }» به هیچ عاملی تعلق ندارد.
error-no-factors = کتاب کد هنوز عاملی ندارد.
error-no-instrument = پرسشنامهٔ { $name } در این پژوهش نیست.
error-no-memo = یادداشت شمارهٔ { $name } نیست.
error-no-response-set = مجموعهٔ پاسخ «{ $name }» در این پژوهش نیست.
error-no-source = منبعی به نام «{ $name }» نیست.
error-not-a-study = { $path } پژوهش بافت نیست.
error-nothing-to-undo = چیزی برای برگرداندن یا ازنوکردن نمانده است.
error-query = عبارت جستجو از نویسهٔ { $position } فهمیده نمی‌شود: { $reason }
error-quote = عبارت «{ $quote }» در { $source }: { $reason }
error-read-only = { $path } فقط خواندنی است.
error-simulation = گویهٔ { $item }: روی این مقیاس پاسخی با میانگین { $mean } و انحراف معیار { $deviation } ممکن نیست؛ انحراف معیار باید بین { $smallest } و { $largest } باشد.
error-simulation-options = شبیه‌سازی دست‌کم ۲ پاسخ‌دهنده، ۲ درجهٔ مقیاس و همبستگی از ۰ تا کمتر از ۱ می‌خواهد.
error-span = { $start }..{ $end } در { $source } نمی‌گنجد؛ متن { $length } نویسه دارد.
error-stats = تحلیل انجام‌پذیر نیست: { $reason }
error-table = { $file }: { $count } ایراد دارد؛ چیزی وارد نشد.

## گام بعدی
hint-busy = برنامهٔ دیگر را ببندید یا صبر کنید تا کارش تمام شود و دوباره بکوشید.
hint-code-in-use = اول آنچه بر آن بنا شده جابه‌جا یا ادغام کنید: baft codebook STUDY merge FROM INTO
hint-damaged = فرمان baft doctor STUDY را اجرا کنید؛ اگر سالم نبود، تازه‌ترین پشتیبان را برگردانید.
hint-draft = اول قفلش کنید: baft instrument STUDY freeze
hint-frozen = نسخهٔ تازه بسازید: baft instrument STUDY generate
hint-missing-study = پژوهش تازه: baft new STUDY — یا نمونه را ببینید: baft demo
hint-newer = نسخهٔ تازه‌تر بافت را نصب کنید.
hint-no-code = کدها را ببینید: baft codebook STUDY
hint-no-coder = کدگذاری‌ها را ببینید: baft code STUDY list
hint-no-coding = کدگذاری‌ها را ببینید: baft code STUDY list
hint-no-factor = عامل‌ها را ببینید: baft audit STUDY
hint-no-factors = کتاب کد وارد کنید یا کدهای باز را زیر کدهای محوری ببرید: baft codebook STUDY
hint-no-instrument = از کتاب کد بسازید: baft instrument STUDY generate
hint-no-memo = یادداشت‌ها را ببینید: baft memo STUDY
hint-no-response-set = پاسخ‌ها را وارد کنید: baft responses STUDY import ANSWERS.csv
hint-no-source = منابع را ببینید: baft sources STUDY
hint-not-a-study = پژوهش پرونده‌ای است که با baft new ساخته می‌شود؛ برای آوردن متن: baft import STUDY FILE
hint-similar = منظورتان این بود: { $names }؟
hint-study-exists = نام دیگری برگزینید؛ بافت هرگز پژوهشی را بازنویسی نمی‌کند.
hint-table = سطرهای یادشده را درست کنید و پرونده را دوباره وارد کنید؛ سطرهای درست همان می‌مانند.

## ایراد خانه‌ها
problem-in-cell = سطر { $line }، ستون { $column }، «{ $value }»: { $reason }
problem-in-empty-cell = سطر { $line }، ستون { $column }: { $reason }
problem-in-file = { $value } { $reason }
problem-in-line = سطر { $line }: { $reason }
problems-more = … و { $count } مورد دیگر.
reason-ambiguous-code = چند کد این نام را دارند؛ کلید را بنویسید.
reason-broken = پرونده اینجا ناتمام است: { $what }
reason-cycle = زنجیرهٔ والدها به خود این کد برمی‌گردد.
reason-double-column = این عنوان دو بار آمده است.
reason-duplicate = پیش‌تر در سطر { $line } آمده است.
reason-empty = نباید خالی باشد.
reason-missing-column = این ستون نیست.
reason-no-heading = سطر عنوان ندارد.
reason-no-place = متن نقل‌قول یا آغاز و پایانش لازم است.
reason-not-a-number = عدد درست نیست.
reason-not-one-of = باید یکی از این‌ها باشد: { $allowed }.
reason-not-text = متن UTF-8 یا UTF-16 نیست؛ به شکل «CSV UTF-8» ذخیره‌اش کنید.
reason-out-of-range = باید بین { $minimum } و { $maximum } باشد.
reason-position-outside = از متن بیرون می‌زند؛ متن { $length } نویسه دارد.
reason-quote-ambiguous = این عبارت { $count } بار آمده است؛ آغاز و پایان یا واژه‌های بیشتری بنویسید.
reason-quote-differs = در این جا «{ $found }» آمده است.
reason-quote-nearest = این عبارت نیامده است؛ نزدیک‌ترین بخش «{ $nearest }» است.
reason-quote-not-found = این عبارت در منبع نیامده است.
reason-too-many-cells = خانه‌هایش از سطر عنوان بیشتر است.
reason-unknown-code = چنین کد یا عاملی نیست.
reason-unknown-item = چنین گویه‌ای نیست.
reason-unknown-parent = کدی با این کلید نیست.
reason-unknown-source = منبعی با این نام نیست.
reason-wrong-level = کد این سطح نمی‌تواند زیر کد سطح { $parent } بیاید.

## پرونده‌ها
wrote-file = نوشته شد: { $path }
ingest-reason = { $reason }
import-file = { $file } ← { $name } ({ $turns } نوبت)
import-known = { $file } از پیش در پژوهش هست: { $name }.
import-failed = وارد نشد: { $message }
import-attributes-unknown = جدول ویژگی‌ها از «{ $name }» نام می‌برد که منبع این پژوهش نیست.
import-summary = وارد شد { $imported }، از پیش بود { $known }، وارد نشد { $failed }.
source-edited = { $name } تغییر کرد.
sources-removed = { $count } منبع برداشته شد؛ برگرداندنی است.
new-made = پژوهش ساخته شد: { $path }
backup-made = پژوهش در { $path } رونوشت شد ({ $bytes } بایت، وارسی‌شده).
report-written = گزارش: { $path }

## کتاب کد و کدگذاری
codebook-imported = کدهای افزوده: { $added }؛ به‌روزشده: { $updated }.
code-added = { $key } «{ $name }» افزوده شد.
code-renamed = نام کد اکنون «{ $name }» است؛ نام پیشین نام دیگرش می‌ماند.
code-moved = { $name } جابه‌جا شد.
codes-merged = { $from } در { $into } ادغام شد؛ { $count } کدگذاری منتقل شد.
code-removed = { $name } برداشته شد.
coding-added = کدگذاری شد.
coding-known = این کدگذار همین کد را بر همین نقل‌قول دارد.
coding-removed = کدگذاری برداشته شد؛ برگرداندنی است.
codings-imported = کدگذاری افزوده: { $added }؛ از پیش بود: { $known }؛ وارد نشد: { $failed }.
hits-coded = از { $found } بخش، { $added } بخش کدگذاری شد (بقیه این کد را داشتند).
memo-added = یادداشت نوشته شد.
memo-known = این کدگذار همین یادداشت را پیش‌تر نوشته است.
memo-removed = یادداشت برداشته شد؛ برگرداندنی است.
memos-imported = یادداشت افزوده: { $count }.
level-open = کد باز
level-axial = کد محوری
level-selective = کد انتخابی
level-word-open = کد باز
level-word-factor = عامل
level-word-axial = خرده‌مقیاس
level-word-selective = مؤلفه
kind-interview = مصاحبه
kind-article = مقاله
kind-document = سند
list-comma = {"، "}

## ستون‌ها
column-name = نام
column-kind = نوع
column-language = زبان
column-characters = نویسه
column-turns = نوبت
column-quotations = نقل‌قول
column-codings = کدگذاری
column-title = عنوان
column-factor = عامل
column-sources = منبع
column-interviews = مصاحبه
column-articles = مقاله
column-speakers = گوینده
column-coders = کدگذار
column-flags = هشدار
column-source = منبع
column-codes-used = کدهای به‌کاررفته
column-codes-new = تازه
column-codes-total = روی‌هم
column-item = گویه
column-wording = متن

## جستجو
search-nothing = چیزی پیدا نشد.
search-summary = { $hits } مورد در { $sources } منبع.
search-similar = منظورتان این بود: { $words }؟
search-layout = با چیدمان دیگر صفحه‌کلید: { $words }

## وارسی شواهد
audit-summary = { $total } عامل، { $weak } عامل با شواهد ضعیف.
flag-no-evidence = بی‌شاهد
flag-few-quotations = نقل‌قول کم
flag-few-sources = منبع کم
flag-literature-only = فقط در مقاله‌ها
flag-interviews-only = فقط در مصاحبه‌ها
flag-no-open-codes = بدون کد باز
chain-line = { $source }، نوبت { $turn }، { $speaker } · { $code } · کدگذار { $coder }
chain-line-article = { $source }، بند { $turn } · { $code } · کدگذار { $coder }
chain-counts = { $quotations } نقل‌قول از { $sources } منبع، { $speakers } گوینده، { $coders } کدگذار.
chain-item = گویهٔ { $key }: { $wording }
chain-no-item = هنوز گویه‌ای این عامل را نمی‌سنجد.
chain-statistic = میانگین { $mean }، انحراف معیار { $sd }، t({ $df }) = { $t } در برابر { $midpoint }، p = { $p }، هولم { $holm }، فاصلهٔ اطمینان ۹۵٪ [{ $lower }، { $upper }]، d = { $d }، n = { $n }
chain-no-statistic = هنوز پاسخی نیست.
chain-verdict = حکم: { $verdict }
verdict-favourable = ▲ مطلوب
verdict-unfavourable = ▼ نامطلوب
verdict-undetermined = ◆ نامعین
simulated = شبیه‌سازی‌شده
simulated-warning = این پاسخ‌ها شبیه‌سازی شده‌اند: اعداد کار برنامه را نشان می‌دهند، نه نظر مردم را.

## پرسشنامه و پاسخ‌ها
questionnaire-title = پرسشنامه
item-template = وضعیت «{ "{factor}" }» در سازمان ما خوب است.
scale-5-1 = کاملاً مخالفم
scale-5-2 = مخالفم
scale-5-3 = نظری ندارم
scale-5-4 = موافقم
scale-5-5 = کاملاً موافقم
scale-7-1 = کاملاً مخالفم
scale-7-2 = مخالفم
scale-7-3 = تا حدی مخالفم
scale-7-4 = نظری ندارم
scale-7-5 = تا حدی موافقم
scale-7-6 = موافقم
scale-7-7 = کاملاً موافقم
status-draft = پیش‌نویس
status-frozen = قفل‌شده
instrument-generated = نسخهٔ { $version }: { $count } گویهٔ پیش‌نویس.
instrument-version = نسخهٔ { $version } ({ $status })
instrument-frozen = نسخهٔ { $version } قفل شد.
items-imported = پیش‌نویس اکنون { $count } گویه دارد.
responses-imported = { $name }: { $respondents } پاسخ‌دهنده، { $missing } پاسخ گمشده، { $findings } مورد برای بازبینی.
responses-sound = چیز چشمگیری نیست.
responses-removed = مجموعهٔ «{ $name }» برداشته شد؛ برگرداندنی است.
finding-straight-line = پاسخ‌دهندهٔ { $respondent } همه‌جا { $value } داده است.
finding-same-answers = پاسخ‌های { $first } و { $second } یکسان است.
finding-mostly-missing = پاسخ‌دهندهٔ { $respondent } به { $missing } گویه، بیش از نیمی، پاسخ نداده است.
finding-never-answered = کسی به گویهٔ { $item } پاسخ نداده است.
finding-constant = همه به گویهٔ { $item } پاسخ { $value } داده‌اند.

## سنجش
all-items = همهٔ گویه‌ها
assess-heading = { $set }: { $respondents } پاسخ‌دهنده ({ $complete } کامل)، { $items } گویه
assess-alpha = α = { $alpha } [{ $lower }، { $upper }]، { $items } گویه، n = { $n } — { $name }
assess-alpha-refused = α حساب نشد ({ $items } گویه، n = { $n }) — { $name }: { $reason }
assess-adequacy = KMO = { $kmo }؛ بارتلت χ²({ $df }) = { $chi }، p = { $p }
assess-adequacy-refused = KMO و بارتلت حساب نشد: { $reason }
assess-components = { $count } مؤلفه { $share } واریانس را تبیین می‌کند؛ پیشنهاد تحلیل موازی: { $suggested }
assess-components-refused = مؤلفه‌ها حساب نشد: { $reason }
assess-test = { $key }  میانگین { $mean }، انحراف معیار { $sd }، t({ $df }) = { $t }، p = { $p }، هولم { $holm }، d = { $d }  { $verdict }  { $name }
assess-untested = { $key } آزموده نشد: { $reason }
assess-verdicts = مطلوب { $favourable }، نامطلوب { $unfavourable }، نامعین { $undetermined } (با تصحیح هولم).
too-few-items = یک گویه همسانی درونی ندارد

## سلامت و تاریخچه
doctor-checked = { $operations } سطر روزنامه، { $contents } محتوا و { $quotations } نقل‌قول وارسی شد.
doctor-sound = پژوهش سالم است.
finding-database = پرونده آسیب دیده است: { $words }
finding-reference = سطر { $row } از { $table } به چیزی اشاره می‌کند که نیست.
finding-chain = روزنامه در عملیات { $operation } از بیرون دست‌کاری شده است.
finding-content = محتوای { $hash } آن نیست که نشانه‌اش می‌گوید.
finding-quotation = متن نقل‌قول { $quotation } در جای خودش نیست.
undone = برگردانده شد: { $what }
redone = از نو انجام شد: { $what }
operation-study-create = ساختن پژوهش { $title }
operation-study-edit = تغییر پژوهش { $title }
operation-source-import = وارد کردن { $count } منبع: { $name }
operation-source-edit = تغییر منبع { $name }
operation-source-remove = برداشتن { $count } منبع: { $name }
operation-source-attributes = ویژگی‌های { $count } منبع از { $file }
operation-codebook-import = وارد کردن { $count } کد از { $file }
operation-code-add = افزودن کد { $key } «{ $name }»
operation-code-edit = تغییر کد { $key } «{ $name }»
operation-code-move = جابه‌جایی کد { $key }
operation-code-merge = ادغام کد { $key } در { $into }
operation-code-remove = برداشتن کد { $key }
operation-coding-add = کدگذاری با { $code } { $source }
operation-coding-import = وارد کردن { $count } کدگذاری از { $file }
operation-coding-remove = برداشتن کدگذاری «{ $quote }»
operation-memo-add = افزودن یادداشت ({ $count })
operation-memo-remove = برداشتن یادداشت { $memo }
operation-instrument-generate = ساختن نسخهٔ { $version } پرسشنامه با { $count } گویه
operation-instrument-edit = تغییر نسخهٔ { $version } پرسشنامه
operation-instrument-freeze = قفل کردن نسخهٔ { $version } پرسشنامه
operation-responses-import = وارد کردن پاسخ‌های «{ $name }» از { $count } پاسخ‌دهنده
operation-responses-simulate = شبیه‌سازی پاسخ‌های «{ $name }» برای { $count } پاسخ‌دهنده
operation-responses-remove = برداشتن پاسخ‌های «{ $name }»
operation-assess-run = سنجش پاسخ‌های «{ $name }»
operation-undo = برگرداندن عملیات { $operation }
operation-redo = ازنوکردن عملیات { $operation }

## پیشرفت و نمونه
stage-import = خواندن پرونده‌ها
stage-index = نمایه‌سازی
demo-stage = [{ $number }/{ $total }] { $what } ({ $seconds } ثانیه)
demo-sources = منابع: { $count }، { $turns } نوبت
demo-index = نمایهٔ جستجو: { $count } منبع
demo-codebook = کتاب کد: { $components } مؤلفه، { $subscales } خرده‌مقیاس، { $factors } عامل، { $codes } کد باز زیر آن‌ها
demo-codings = کدگذاری: { $count } از { $coders } کدگذار، { $memos } یادداشت
demo-audit = وارسی شواهد: { $factors } عامل، { $weak } عامل با شواهد ضعیف
demo-instrument = پرسشنامه: { $items } گویه، قفل‌شده در نسخهٔ { $version }
demo-responses = پاسخ‌ها: { $respondents } پاسخ‌دهنده (شبیه‌سازی‌شده، بذر { $seed })
demo-assessment = سنجش: { $favourable } مطلوب، { $unfavourable } نامطلوب، { $undetermined } نامعین
demo-report = گزارش نوشته شد
demo-summary-two-state = با قاعدهٔ دوحالتی خود پژوهش منتشرشده: { $favourable } مطلوب، { $unfavourable } نامطلوب.
demo-next = گام بعدی: baft audit { $study } R17
demo-file-study = پژوهش: { $path }
demo-file-report = گزارش: { $path }
demo-file-questionnaire = پرسشنامه: { $path }
demo-file-tables = جدول‌ها: { $path }
demo-note = همه‌چیزش ساختگی است: متن‌ها برای بافت نوشته شده‌اند و پاسخ‌ها شبیه‌سازی.
