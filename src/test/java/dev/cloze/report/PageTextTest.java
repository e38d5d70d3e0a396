package dev.cloze.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.data.LabelSet;
import dev.cloze.train.Evaluation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in data is shown as it is, whatever it is, and never taken for markup. */
class PageTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</style></title><img src=x onerror=alert(1)>",
        "\"quoted\" and 'so' & so &amp; &lt;b&gt;",
        "שלום, world!",
        "👩‍👩‍👧‍👦 🏆 👍🏽",
        "{\"placeholder\": \"text_a\"} It was {\"mask\"}.",
        "-->]]><!--"
      })
  void showsAnyTextWhereverItStands(String text) {
    Document page = parse(everywhere(text));

    assertThat(page.select("script, img, b")).isEmpty();
    assertThat(page.title()).isEqualTo(text);
    assertThat(
            List.of(
                page.select("h1").text(),
                page.select(".what").text(),
                page.select("#headline dt").text(),
                page.select("#headline code").text(),
                page.select("#comparison svg text.name").text(),
                page.select("#comparison small").text(),
                page.select("#confusion tbody bdi").first().text(),
                page.select("#confusion tbody .label").first().attr("title"),
                page.select("#labels bdi").first().text(),
                page.select(".chip.wrong strong").text(),
                page.select(".mistake .text").text(),
                page.select(".warnings li").text(),
                page.select(".command").text()))
        .containsOnly(text);
  }

  @Test
  void showsASignForWhatIsNoCharacter() {
    assertThat(parse(everywhere("a\u0000b\u001Bc\u007Fd\u0085e\uD800f\uFFFFg")).title())
        .isEqualTo("a␀b␛c␡d\uFFFDe\uFFFDf\uFFFDg");
  }

  @Test
  void keepsLinesApart() {
    Document page = parse(everywhere("one\r\ntwo\n\tthree"));

    assertThat(page.selectFirst(".mistake .text").wholeText()).isEqualTo("one\ntwo\n\tthree");
  }

  @Test
  void foldsALongText() {
    String text = "ten chars ".repeat(1000).strip() + "!";
    Element mistake = parse(everywhere(text)).selectFirst(".mistake");

    assertThat(mistake.select("summary .text").text()).startsWith("ten chars").endsWith("…");
    assertThat(mistake.select("summary .text").text().length()).isLessThan(250);
    assertThat(mistake.select("summary .more").text()).isEqualTo("all 10,000 characters");
    assertThat(mistake.select("details > .text").text()).isEqualTo(text);
  }

  @Test
  void cutsNoCharacterInTwo() {
    assertThat(PlainText.start("😀😀😀", 3)).isEqualTo("😀…");
    assertThat(PlainText.start("a word and more", 8)).isEqualTo("a word…");
    assertThat(PlainText.start("short", 5)).isEqualTo("short");
  }

  @Test
  void showsTheSurestMistakesFirstAndAtMostTwenty() {
    ImmutableList<Mistake> mistakes =
        IntStream.range(0, 30)
            .mapToObj(i -> mistake("line " + i, "text", 0.5 + i / 100.0))
            .collect(ImmutableList.toImmutableList());
    Document page = parse(page("x", seed(13, mistakes)));

    assertThat(page.select(".mistake .note")).hasSize(20);
    assertThat(page.select(".mistake .note").first().text()).isEqualTo("example line 29");
    assertThat(page.select("#mistakes > .note").text())
        .isEqualTo("20 of 30 examples with a wrong label, the surest first.");
  }

  @Test
  void showsAnExampleOnceHoweverManySeedsMistakeIt() {
    Document page =
        parse(
            page(
                "x",
                seed(13, ImmutableList.of(mistake("7", "text", 0.6))),
                seed(21, ImmutableList.of(mistake("7", "text", 0.9), mistake("8", "text", 0.7)))));

    assertThat(page.select(".mistake").eachText())
        .containsExactly(
            "bad 90.0 % instead of x 5.0 % text example 7; wrong in 2 of 2 seeds",
            "bad 70.0 % instead of x 5.0 % text example 8; wrong in 1 of 2 seeds");
  }

  private static RunPage everywhere(String text) {
    return page(
        text,
        new SeedPage(
            13,
            ImmutableList.of(),
            seed(13, ImmutableList.of()).evaluation(),
            ImmutableList.of(
                new Mistake("1", ImmutableMap.of("text_a", text), "bad", text, 0.9, 0.1)),
            ImmutableList.of()));
  }

  private static Mistake mistake(String id, String text, double probability) {
    return new Mistake(id, ImmutableMap.of("text_a", text), "x", "bad", probability, 0.05);
  }

  private static SeedPage seed(long seed, ImmutableList<Mistake> mistakes) {
    ImmutableList<Integer> row = ImmutableList.of(1, 1);
    return new SeedPage(
        seed,
        ImmutableList.of(),
        new Evaluation(ImmutableList.of(row, row), 0.5, ImmutableList.of()),
        mistakes,
        ImmutableList.of());
  }

  private static RunPage page(String text, SeedPage... seeds) {
    return new RunPage(
        text,
        Instant.EPOCH,
        text,
        ImmutableList.of(Fact.literal(text, text)),
        ImmutableList.of(
            new Comparison(text, text, 0.5, Optional.empty(), 0.5, OptionalDouble.empty(), true)),
        ImmutableList.copyOf(seeds),
        LabelSet.of(List.of(text, "bad")),
        Optional.of(new ForgettingPage(text, 1, new MaskedFigures(1, 0.5), ImmutableList.of())),
        ImmutableList.of(text),
        new Provenance(ImmutableList.of(), text));
  }

  private static Document parse(RunPage page) {
    return Jsoup.parse(Page.render(page));
  }
}
