package dev.cloze.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.LabelSet;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Interval;
import dev.cloze.train.ReliabilityBin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageTest {
  private static final ImmutableList<ReliabilityBin> BINS =
      ImmutableList.of(
          new ReliabilityBin(0, 0.5, 0, 0, 0), new ReliabilityBin(0.5, 1, 10, 0.9, 0.7));

  static Stream<SampleRun> everyKind() {
    SampleRun news = SampleRun.news();
    return Stream.of(
        news,
        news.withSeeds(1),
        news.withoutDev(),
        news.zeroShot(),
        news.withLabels(2),
        news.withLabels(20).withSeeds(1));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void showsEverySectionInOrder(SampleRun run) {
    assertThat(parse(run.page()).select("header, section").eachAttr("id"))
        .containsExactly(
            "headline",
            "comparison",
            "training",
            "forgetting",
            "confusion",
            "labels",
            "calibration",
            "mistakes",
            "warnings",
            "provenance");
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void refersToNothingOutside(SampleRun run) {
    String html = Page.render(run.page());
    Document page = Jsoup.parse(html);

    assertThat(html).doesNotContain("http:", "https:", "src=", "url(", "@import", "<link", "<a ");
    assertThat(page.select("script, img, iframe, object, embed, form, base")).isEmpty();
    assertThat(page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .isEqualTo("default-src 'none'; style-src 'unsafe-inline'");
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void drawsOnlyPlacesThatAreNumbers(SampleRun run) {
    for (Element shape : parse(run.page()).select("svg *")) {
      assertThat(shape.attributes().html()).doesNotContain("NaN", "Infinity");
    }
  }

  @Test
  void saysTheMeanOfSeedsAndTheirDeviation() {
    Comparison ours =
        new Comparison("This run", "", 0.8, Optional.empty(), 0.7, OptionalDouble.of(0.05), true);
    Document page = parse(page(ours, seed(13, 3, 1, 2, 4), seed(21, 5, 0, 1, 4)));

    assertThat(page.selectFirst(".headline").text())
        .isEqualTo("80.0 % accuracy, mean of 2 seeds; standard deviation 5.0 points");
    assertThat(page.select("#headline tbody tr").eachText())
        .containsExactly("13 70.0 %", "21 90.0 %");
  }

  @Test
  void saysTheIntervalOfOneSeed() {
    Comparison ours =
        new Comparison(
            "This run",
            "",
            0.7,
            Optional.of(new Interval(0.3968, 0.8922)),
            0.7,
            OptionalDouble.empty(),
            true);

    assertThat(parse(page(ours, seed(13, 3, 1, 2, 4))).selectFirst(".headline").text())
        .isEqualTo("70.0 % accuracy; 95 % interval 39.7–89.2 %");
  }

  @Test
  void comparesWithTheBaselines() {
    Element section = parse(SampleRun.news().page()).getElementById("comparison");

    assertThat(section.select("tbody tr.ours th").eachText())
        .containsExactly("This run 64 examples, 12 epochs");
    assertThat(section.select("tbody tr").last().text())
        .isEqualTo("Majority class always “World” 25.0 % 21.4–29.0 % 10.0 %");
    assertThat(section.select("svg rect.bar")).hasSize(4);
    double zeroShot = Double.parseDouble(section.select("rect.bar").get(1).attr("width"));
    double majority = Double.parseDouble(section.select("rect.bar").get(3).attr("width"));
    assertThat(zeroShot / majority).isCloseTo(0.688 / 0.25, within(1e-3));
  }

  @Test
  void countsTheConfusionOfAllSeedsTogether() {
    Document page = parse(page(ours(), seed(13, 3, 1, 2, 4), seed(21, 5, 0, 1, 4)));

    assertThat(page.select("#confusion tbody tr").eachText())
        .containsExactly("good 8 88.9 % 1 11.1 %", "bad 3 27.3 % 8 72.7 %");
    assertThat(page.select("#confusion td").eachAttr("style"))
        .containsExactly("--share:0.889", "--share:0.111", "--share:0.273", "--share:0.727");
    assertThat(page.select("#confusion").text()).contains("over all 2 seeds together");
  }

  @Test
  void measuresEachLabel() {
    Document page = parse(page(ours(), seed(13, 3, 1, 2, 4)));

    assertThat(page.select("#labels tbody tr").eachText())
        .containsExactly("good 60.0 % 75.0 % 66.7 % 4", "bad 80.0 % 66.7 % 72.7 % 6");
  }

  @Test
  void leavesOpenWhatHasNoMeaning() {
    Document page = parse(page(ours(), seed(13, 10, 0, 0, 0)));

    assertThat(page.select("#labels tbody tr").last().text()).isEqualTo("bad – – – 0");
    assertThat(page.select("#confusion tbody tr").last().text()).isEqualTo("bad 0 0");
  }

  @Test
  void saysHowFarProbabilitiesCanBeBelieved() {
    Element section = parse(page(ours(), seed(13, 3, 1, 2, 4))).getElementById("calibration");

    assertThat(section.text())
        .contains("Calibration error 20.0 points")
        .contains(
            "mean confidence is 90.0 % and 70.0 % are right: on the whole 20.0 points too sure");
    assertThat(section.select("tbody tr").eachText())
        .containsExactly("50.0–100.0 % 10 90.0 % 70.0 %");
    assertThat(section.select("circle")).hasSize(1);
  }

  @Test
  void drawsALineForEachSeedAndTheirMean() {
    Element section = parse(SampleRun.news().page()).getElementById("training");

    assertThat(section.select("svg")).hasSize(2);
    assertThat(section.select("polyline.train.faint")).hasSize(3);
    assertThat(section.select("polyline.train:not(.faint)")).hasSize(1);
    assertThat(section.select("polyline.accuracy:not(.faint)").attr("points").split(" "))
        .hasSize(12);
    assertThat(section.select("details")).hasSize(3);
    assertThat(section.select("details").first().select("tbody tr")).hasSize(12);
  }

  @Test
  void drawsOneSeedAtFullStrength() {
    assertThat(parse(SampleRun.news().withSeeds(1).page()).select("#training .faint")).isEmpty();
  }

  @Test
  void saysWhereThereIsNoCurve() {
    assertThat(parse(SampleRun.news().zeroShot().page()).select("#training").text())
        .contains("Nothing was trained");
    Document withoutDev = parse(SampleRun.news().withoutDev().page());
    assertThat(withoutDev.select("#training svg")).hasSize(1);
    assertThat(withoutDev.select("#training").text()).contains("no development examples");
  }

  @Test
  void leavesAGapWhereALossIsNotFinite() {
    EpochPoint fine =
        new EpochPoint(
            1, 0.5, OptionalDouble.of(0.625), OptionalDouble.of(0.75), OptionalDouble.of(2e-5));
    EpochPoint broken =
        new EpochPoint(
            2, Double.NaN, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    SeedPage seed = seed(13, 3, 1, 2, 4);
    Document page =
        parse(
            page(
                ours(),
                new SeedPage(
                    13,
                    ImmutableList.of(fine, broken),
                    seed.evaluation(),
                    seed.mistakes(),
                    seed.facts())));

    assertThat(page.select("#training circle.train")).hasSize(1);
    assertThat(page.select("#training").text()).contains("not finite");
    assertThat(page.select("#training tbody tr").eachText())
        .containsExactly("1 0.500 0.625 75.0 % 2e-5", "2 not a number – – –");
  }

  @Test
  void saysWhatTuningMadeTheModelForget() {
    Element section =
        parse(forgetting(new MaskedFigures(2.5, 0.5), new MaskedFigures(3.5, 0.25)))
            .getElementById("forgetting");

    assertThat(section.select("p").first().text())
        .isEqualTo("In running text, the loss of hidden tokens rose by 1.250 nats.");
    // the losses are 3 ± 0.7071 from 1.75, the shares 37.5 ± 17.7 % from 60 %
    assertThat(section.select("tbody tr").eachText())
        .containsExactly(
            "before tuning 1.750 60.0 %",
            "after tuning, mean of 2 seeds 3.000 ± 0.707 37.5 % ± 17.7",
            "difference +1.250 −22.5 points",
            "seed 13 2.500 50.0 %",
            "seed 21 3.500 25.0 %");
    assertThat(section.select(".note").text()).startsWith("1,216 tokens of texts.txt are hidden");
  }

  @Test
  void saysThatAModelDidNotMoveAndNothingWhereNothingWasMeasured() {
    Element section = parse(forgetting()).getElementById("forgetting");

    assertThat(section.select("p").first().text()).contains("the model's weights did not move");
    assertThat(section.select("tbody tr").eachText()).containsExactly("before tuning 1.750 60.0 %");
    assertThat(parse(page(ours(), seed(13, 3, 1, 2, 4))).getElementById("forgetting")).isNull();
  }

  @Test
  void refusesFiguresOfOtherSeeds() {
    assertThatThrownBy(() -> forgetting(new MaskedFigures(2.5, 0.5)))
        .hasMessage("1 seeds were measured on running text, of 2");
  }

  private static RunPage forgetting(MaskedFigures... after) {
    RunPage without = page(ours(), seed(13, 3, 1, 2, 4), seed(21, 3, 1, 2, 4));
    return new RunPage(
        without.title(),
        without.when(),
        without.what(),
        without.summary(),
        without.comparison(),
        without.seeds(),
        without.labels(),
        Optional.of(
            new ForgettingPage(
                "texts.txt", 1216, new MaskedFigures(1.75, 0.6), ImmutableList.copyOf(after))),
        without.warnings(),
        without.provenance());
  }

  @Test
  void refusesARunThatIsNotAmongThoseCompared() {
    Comparison other =
        new Comparison("Majority", "", 0.5, Optional.empty(), 0.3, OptionalDouble.empty(), false);

    assertThatThrownBy(() -> page(other, seed(13, 1, 1, 1, 1)))
        .hasMessage("0 rows of the comparison are of this run; there must be one");
  }

  private static Comparison ours() {
    return new Comparison("This run", "", 0.7, Optional.empty(), 0.7, OptionalDouble.empty(), true);
  }

  private static SeedPage seed(long seed, int... counts) {
    ImmutableList<ImmutableList<Integer>> confusion =
        ImmutableList.of(
            ImmutableList.of(counts[0], counts[1]), ImmutableList.of(counts[2], counts[3]));
    return new SeedPage(
        seed,
        ImmutableList.of(),
        new Evaluation(confusion, 0.5, BINS),
        ImmutableList.of(),
        ImmutableList.of());
  }

  private static RunPage page(Comparison comparison, SeedPage... seeds) {
    return new RunPage(
        "reviews",
        Instant.EPOCH,
        "A run.",
        ImmutableList.of(),
        ImmutableList.of(comparison),
        ImmutableList.copyOf(seeds),
        LabelSet.of(List.of("good", "bad")),
        Optional.empty(),
        ImmutableList.of(),
        new Provenance(ImmutableList.of(), "./cloze run reviews.yaml"));
  }

  private static Document parse(RunPage page) {
    return Jsoup.parse(Page.render(page));
  }
}
