#!/usr/bin/env python3
"""Makes lexicon.tsv, broken_plurals.tsv and spoken_words.tsv from licensed word lists (see NOTICE).

  build_lexicon.py FOLDER     FOLDER holds the unpacked packages hazm-0.12.1, shekar-1.7.0, persianstemmer-1.0.0

The program never runs this; it is kept so that the data can be made again:
  pip download --no-deps hazm==0.12.1 shekar==1.7.0 PersianStemmer==1.0.0
In every file a half-space is written as _ and words are folded as src/text/fold.rs does.
"""
import math
import pathlib
import re
import sys

LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ۀ": "ه", "ة": "ه", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و"})
MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200d]")
WORD = re.compile("[\u0620-\u064a\u066e-\u06d3_]+")
# A word of the frequency list that is rarer than this is more often a slip or a fragment than a word.
LEAST_COUNT = 20_000
TAGS = {"N": "n", "AJ": "a", "NUM": "u", "ADV": "d", "PL": "p"}


def fold(word):
    word = MARKS.sub("", word.strip("\u200c \ufeff").translate(LETTERS))
    return re.sub("[\u200c ]+", "_", word)


def rows(path, separator):
    with open(path, encoding="utf-8-sig") as lines:
        for line in lines:
            yield line.rstrip("\r\n").split(separator)


def find(folder, name):
    return sorted(pathlib.Path(folder).rglob(name))[-1]


def lexicon(folder):
    """Words with their classes (hazm's tagged part alone) and how often they are written (shekar)."""
    spelling, tags, counts = {}, {}, {}
    for word, _, tag in rows(find(folder, "hazm-0.12.1*/hazm/data/words.dat"), "\t"):
        word = fold(word)
        if tag == "0" or not WORD.fullmatch(word):
            continue
        key = word.replace("_", "")
        # The spelling with more half-spaces tells more about how the word is put together.
        if key not in spelling or word.count("_") > spelling[key].count("_"):
            spelling[key] = word
        tags.setdefault(key, set()).update(TAGS.get(part, "x") for part in tag.split(","))
    for row in rows(find(folder, "vocab.csv"), ","):
        word, count = fold(",".join(row[:-1])), int(row[-1])
        if not WORD.fullmatch(word):
            continue
        key = word.replace("_", "")
        counts[key] = counts.get(key, 0) + count
        spelling.setdefault(key, word)
        if word.count("_") > spelling[key].count("_") and key not in tags:
            spelling[key] = word
    for (word,) in rows(find(folder, "compound_words.csv"), ","):
        word = fold(word)
        key = word.replace("_", "")
        if WORD.fullmatch(word) and key in spelling and word.count("_") > spelling[key].count("_"):
            spelling[key] = word
    for key in sorted(spelling):
        count = counts.get(key, 0)
        if key not in tags and count < LEAST_COUNT:
            continue
        level = round(10 * math.log(count)) if count else 0
        yield f"{spelling[key]}\t{''.join(sorted(tags.get(key, ())))}\t{level}"


# Pairs of the source list that are no plural and singular, or whose plural has gone its own way.
NO_PLURALS = set("""ابرار اجلاس احوال اعیان اخلاف اصلح اظهر الحام الحکام الکبار امثالهم انظار بکمان توابین توابیت توست
جدود جماهیر حبست حدود حقوق حوالی ذراع ربوع رسوله روشان سقاط شباب شت اشتات شموم شمومات ظاهر عزایم علوفه علوفات عدوات فارقات
فتوح قدوم قوائد قواید مشاعر مصادق مصاعب معارف معالم مضار مواضیع ناحیت نسوان هجویات عقبات مستلذات مسافحات معروشات شامات
رسایل صغار عباد عمال ابعاض بطون غرف ریوس شهور مدن نعم عظما دعوات بریات مشاهرات مسامرات کثرات لزوجات موجهات احافیر ازاهیر
آنام اجواز ابغاض""".split())
NO_PAIRS = {("عقلا", "عقل"), ("فقرا", "فقر"), ("سنین", "سن"), ("نواقص", "نقص"), ("اشجار", "شجره"), ("کسورات", "کسر"),
            ("لذایذ", "لذت"), ("اعقاب", "عقبه"), ("اتباع", "تبعه"), ("اشربه", "شراب"), ("محاصیل", "محصول"), ("دعاوی", "دعوا")}
MORE_PLURALS = """مواد ماده|اطراف طرف|اعمال عمل|صنایع صنعت|املاک ملک|عوارض عارضه|مبانی مبنا|خواص خاصیت|فرق فرقه|آداب ادب|مصالح مصلحت
|توابع تابع|اعضا عضو|اشیا شیء|اعراب عرب|حواس حس|نسخ نسخه|مبادی مبدا|مشاهیر مشهور|عقود عقد|ضرایب ضریب|شهود شاهد|دول دولت|بلاد بلد|سکنه ساکن
|جراید جریده|بقاع بقعه|فجایع فاجعه|دراویش درویش|رموز رمز|محارم محرم|ضمایم ضمیمه|تحف تحفه|قنوات قنات|حجج حجت|الوان لون|ظرایف ظریفه|اسلاف سلف
|مساکن مسکن|منابر منبر|قروض قرض|رسل رسول|کسور کسر|اقمار قمر|بروج برج|روایح رایحه|خطبا خطیب|نجبا نجیب|ودایع ودیعه|افواج فوج|عطایا عطیه|عهود عهد
|محاضر محضر|نذور نذر|بذور بذر|اسرا اسیر|خدام خادم|زهاد زاهد|حضار حاضر|غربا غریب|وراث وارث|اجانب اجنبی|احجار حجر|بحار بحر|اکراد کرد|اتراک ترک
|افاغنه افغان|شقوق شق|اشکال شکل|اسباب سبب|اصحاب صاحب|انصار ناصر|رسایل رساله|رسائل رساله|نواقص نقیصه|سنین سن|اشجار شجر|محاصیل محصول|دعاوی دعوی
|مدارک مدرک|قصور قصر|بطون بطن|زنان زن|مردان مرد|سران سر|شیوه_ها شیوه|علایم علامت|اقربا قریب|فتاوی فتوا|نقاط نقطه|اوزان وزن|منابع منبع|ادوار دوره
|اوهام وهم|شعرا شاعر|مشایخ شیخ|مضامین مضمون|تلامذه تلمیذ|غلات غله|اطوار طور|انحا نحو|اقطار قطر|ابنا ابن|مواقیت میقات|فیوض فیض|حظوظ حظ|هموم هم|سقوف سقف|سجایا سجیه
|نوبه_ها نوبه|کرات کره|تیم_ها تیم|اتباع تابع|قله_ها قله|تجار تاجر|اقدام_ها اقدام|خلفا خلیفه|کهنه_ها کهنه|آرا رای|اساتید استاد|ظرفا ظریف|رفقا رفیق|طلاب طلبه|جبهات جبهه
|عزا عزا|مفاخر مفخره|مساعی سعی|مشکلات مشکل|محصولات محصول|شقایق شقایق|عمال عامل|عباد عبد|بهایم بهیمه|شعایر شعیره|مصایب مصیبت|طوایف طایفه|منازل منزل|تکالیف تکلیف
|مقادیر مقدار|سلاسل سلسله|اعتبارات اعتبار|قلاع قلعه|ضیاع ضیعه|بقایا بقیه|مطامع طمع|معضلات معضل|نوادر نادره|عفونات عفونت|مواجب مواجب|مقولات مقوله|تجارب تجربه
|تحولات تحول|مشاغل شغل|مراودات مراوده|اعاظم اعظم|اکابر اکبر|افاضل افضل|اراذل رذل|اوباش اوباش|اواسط وسط|اوایل اول|اواخر آخر|روسا رییس|اعصار عصر|قرا قریه|شعب شعبه""".replace("\n", "")


def plurals(folder):
    """Broken plurals and their singulars."""
    pairs = {}
    for row in rows(find(folder, "Mokassar.fa"), "\t"):
        if len(row) != 2:
            continue
        plural, singular = fold(row[0]).replace("_", "").removesuffix("ء"), fold(row[1])
        if plural in NO_PLURALS or (plural, singular) in NO_PAIRS or not WORD.fullmatch(plural):
            continue
        # Plurals in ات are covered by a rule where the singular is the rest of the word.
        pairs.setdefault(plural, singular)
    for pair in MORE_PLURALS.split("|"):
        plural, singular = (fold(word) for word in pair.split())
        if "_" not in plural and plural != singular:
            pairs[plural] = singular
    for plural in sorted(pairs):
        yield f"{plural}\t{pairs[plural]}"


# Spoken words of the source lists that are something else as well, or are badly explained there.
NO_SPOKEN = set("""راس تابستونی بارونی کفتر تومنی یهویی مهمونا خودشون براتون براش تونست مونده اومد اومده انقدری انقدی اونقدی اونقدری رفتارا شهرا چیزا خانوما کسایی ناهار حیوونا
تو توی خان خب صب جونور چقددد هایی پردازی کرونا ایا ازاد اموزشگاه اینکار آنرا انرا جزو دهن ادم ازمون سیبیلو پیامنور بیشمار
راس افتاب امار ابی اخر ادمیزاد اینه بولیزشلواری حواس هواس پوووول تلوزیوون خوندنی یه‌ خوانوما اقای برایم قایل گرگینه وقط اسلا کا اروا مشتی مش دون
بوم پشتبوم کمونه کمون گردون چرخون تابون پرسون افشون خزون چسبون جنبون ریزون والا نگه وخ مشد ابرام جاهاد باهار امبر نون شونصد پیرن اصفاهان نادون
دووم حیون پهلون رو یهو تمبون فسنجون مثه شونه چونه لونه زبونه بازم همش هیش توی را عاره هام هاش مون تون شون واقعا اولا""".split())
MORE_SPOKEN = """رو را|دیگه دیگر|اگه اگر|مگه مگر|آره آری|یه یک|یکی_یه_دونه یکی_یک_دانه|اون آن|اونا آنها|اونها آنها|اینا اینها|همونا همانها|همینا همینها|همون همان|اونجا آنجا
|اینجوری اینطور|اونجوری آنطور|اینطوری اینطور|اونطوری آنطور|چجوری چگونه|چطوری چگونه|چی چه|چیه چیست|کیه کیست|کجاس کجاست|واسه برای|برا برای|واس برای|نون نان|جون جان|بازم باز
|هیشکی هیچکس|هیچی هیچچیز|هیشوقت هیچوقت|هیچکی هیچکس|خیلیا خیلیها|بعضیا بعضیها|آخه آخر|مث مثل|مثه مثل|یخده یکخرده|یکم کم
|شماها شما|ماها ما|همدیگه همدیگر|کدوم کدام|کدومشون کدام|چقد چقدر|انقد آنقدر|اینقد اینقدر|اونقد آنقدر|اونقدر آنقدر|نیگا نگاه|نیگاه نگاه|دس دست|دوس دوست|بیس بیست|چش چشم
|اسپهون اصفهان|گشنه گرسنه|کوچیک کوچک|باهاس باید|بایس باید|میباس باید|لونه لانه|شونه شانه|دونه دانه|چونه چانه|زبونه زبانه|بوم بام|پشتبوم پشت_بام|دووم دوام
|صاب صاحب|صاحاب صاحب|ینی یعنی|وایسا ایستادن|همینجوری همینطور|همونجا همانجا|همینه همین|ایناها اینها|چارتا چهار|دوتا دو|سه_تا سه
|خونواده خانواده|هف هفت|هش هشت|شیش شش|پونصد پانصد|پونزده پانزده|شونزده شانزده|هیفده هفده|هیجده هجده|پیرهن پیراهن|ناخون ناخن|صبونه صبحانه|صبحونه صبحانه|دهن دهان
|مونده مانده|تومن تومان|هندونه هندوانه|هزارتومن هزارتومان|حیوون حیوان|خانوم خانم|آقایون آقا|خانوما خانم|شوور شوهر""".replace("\n", "")


def spoken(folder):
    """Spoken words and the written words they stand for."""
    pairs = {}
    lists = list(rows(find(folder, "iwords.dat"), " ")) + list(rows(find(folder, "informal_words.csv"), ","))
    for row in lists:
        if len(row) < 2:
            continue
        word, written = fold(row[0]), fold(" ".join(row[1:]))
        if word in NO_SPOKEN or "_" in written or "_" in word or word == written:
            continue
        # Adverbs in -an written with ن belong to one pattern, the rest is taken as it is.
        if WORD.fullmatch(word) and WORD.fullmatch(written):
            pairs.setdefault(word, written)
    for pair in MORE_SPOKEN.split("|"):
        word, written = (fold(part) for part in pair.split())
        if word != written:
            pairs[word] = written
    for word in sorted(pairs):
        yield f"{word}\t{pairs[word]}"


def write(name, head, lines):
    path = pathlib.Path(__file__).parent / name
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("".join(f"# {line}\n" for line in head))
        out.write("".join(f"{line}\n" for line in lines))
    print(name, path.stat().st_size)


def main():
    folder = sys.argv[1]
    write("lexicon.tsv", ["Words: spelling (_ is a half-space), classes (n noun, a adjective, d adverb, u number, p plural, x other;",
                          "none: known by frequency alone), ten times the natural logarithm of the count (0: not counted). See NOTICE."], lexicon(folder))
    write("broken_plurals.tsv", ["Broken plurals and their singulars. See NOTICE."], plurals(folder))
    write("spoken_words.tsv", ["Words of spoken Persian and the written words they stand for. See NOTICE."], spoken(folder))


if __name__ == "__main__":
    main()
