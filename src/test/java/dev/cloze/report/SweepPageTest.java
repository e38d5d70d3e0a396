package dev.cloze.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.cloze.train.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class SweepPageTest {
  private static final SweepPageRow FIRST =
      new SweepPageRow(
          "plain <b>",
          OptionalDouble.empty(),
          OptionalDouble.of(0.5),
          ImmutableList.of(0.4, 0.6),
          true,
          Optional.empty());
  private static final SweepPageRow SECOND =
      new SweepPageRow(
          "soft",
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          ImmutableList.of(0.75, 0.75),
          true,
          Optional.of(
              new SweepPageRow.Against(
                  0.25,
                  Optional.of(new SweepPageRow.Sure(new Interval(0.2, 0.3), 0.00001)),
                  Optional.of(new SweepPageRow.Sure(new Interval(-0.1, 0.6), 0.0425)))));

  private static SweepPageRow at(String name, double place, double figure) {
    return new SweepPageRow(
        name,
        OptionalDouble.of(place),
        OptionalDouble.empty(),
        ImmutableList.of(figure),
        true,
        Optional.empty());
  }

  private static Document page(Optional<String> curve, SweepPageRow... rows) {
    return Jsoup.parse(
        Page.render(
            new SweepPage(
                "templates",
                Instant.parse("2026-01-02T03:04:05Z"),
                "2 methods in 4 runs.",
                "accuracy",
                curve,
                ImmutableList.of(Fact.of("data seeds", "13, 21")),
                ImmutableList.copyOf(rows),
                ImmutableList.of(new SweepChoice("soft", "data seed 13", "rate 1e-3", 0.875)),
                new Provenance(ImmutableList.of(), "cloze sweep a.yaml"))));
  }

  @Test
  void showsEverySectionInOrder() {
    assertThat(page(Optional.empty(), FIRST, SECOND).select("header, section").eachAttr("id"))
        .containsExactly("headline", "comparison", "choices", "provenance");
  }

  @Test
  void namesTheHighestMethodAtTheTop() {
    assertThat(page(Optional.empty(), FIRST, SECOND).select(".headline").text())
        .isEqualTo(
            "75.0 % accuracy, the highest of the methods: soft; mean of 2 runs, standard"
                + " deviation 0.0 points");
  }

  @Test
  void tellsEachRowInNumbers() {
    Document page = page(Optional.empty(), FIRST, SECOND);

    // the deviation of 0.4 and 0.6 is 0.1 times the root of 2
    assertThat(page.select("#comparison tbody tr").eachText())
        .containsExactly(
            "plain <b> 2 50.0 % 50.0 % 14.1 – – – – –",
            "soft 2 – 75.0 % 0.0 +25.0 +20.0 to +30.0 <0.0001 −10.0 to +60.0 0.0425");
    assertThat(page.select("#choices tbody tr").eachText())
        .containsExactly("soft data seed 13 rate 1e-3 87.5 %");
  }

  @Test
  void drawsAMeanAndADotForEachRun() {
    Document page = page(Optional.empty(), FIRST, SECOND);

    assertThat(page.select("circle.run")).hasSize(4);
    assertThat(page.select("circle:not(.run)")).hasSize(2);
    assertThat(page.select("text.name").eachText()).containsExactly("plain <b>", "soft");
    double low = Double.parseDouble(page.select("circle.run").get(0).attr("cx"));
    double high = Double.parseDouble(page.select("circle.run").get(1).attr("cx"));
    double mean = Double.parseDouble(page.select("circle:not(.run)").get(0).attr("cx"));
    assertThat(low).isLessThan(mean);
    assertThat((low + high) / 2).isCloseTo(mean, org.assertj.core.data.Offset.offset(0.02));
  }

  @Test
  void noLabelsLieOverEachOtherWithManyRows() {
    SweepPageRow[] rows =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new SweepPageRow(
                        "method " + i,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        ImmutableList.of(i / 20.0),
                        true,
                        Optional.empty()))
            .toArray(SweepPageRow[]::new);
    List<Double> heights =
        page(Optional.empty(), rows).select("text.name, text.value").eachAttr("y").stream()
            .map(Double::valueOf)
            .sorted()
            .toList();

    assertThat(heights).hasSize(40);
    for (int i = 1; i < heights.size(); i++) {
      assertThat(heights.get(i) - heights.get(i - 1)).isGreaterThan(10);
    }
  }

  @Test
  void drawsALineForEachMethod() {
    Document page =
        page(
            Optional.of("per_class"),
            at("a", 4, 0.5),
            at("a", 16, 0.6),
            at("a", 64, 0.7),
            at("b", 4, 0.5),
            at("b", 16, 0.8),
            at("b", 64, 0.9));

    assertThat(page.select("polyline")).hasSize(2);
    List<Double> points =
        Splitter.onPattern("[ ,]")
            .splitToStream(page.select("polyline").get(0).attr("points"))
            .map(Double::valueOf)
            .toList();
    // 4, 16 and 64 are as far apart as their logarithms
    assertThat(points.get(2) - points.get(0))
        .isCloseTo(points.get(4) - points.get(2), org.assertj.core.data.Offset.offset(0.03));
    assertThat(page.select(".legend > span").eachText()).containsExactly("a", "b");
    assertThat(page.select("svg .tick.middle").eachText()).containsExactly("4", "16", "64");
    assertThat(page.select(".headline").text()).endsWith("the highest of the methods: b at 64");
  }

  @Test
  void refusesAPageWithoutRowsOrPlaces() {
    assertThatThrownBy(() -> page(Optional.empty())).hasMessageContaining("found none");
    assertThatThrownBy(() -> page(Optional.of("per_class"), FIRST))
        .hasMessageContaining("a row has a place where there is a curve");
  }
}
