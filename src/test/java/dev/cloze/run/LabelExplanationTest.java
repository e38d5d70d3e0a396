package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.template.Template;
import dev.cloze.verbalizer.LabelWords;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class LabelExplanationTest {
  private static final List<Example> TEXTS =
      List.of(Example.of("It rained before sunrise."), Example.of("The team defended the trophy."));

  private static Explanation.Question question(Example... calibration) {
    return new Explanation.Question(
        TinyRun.MODELS.resolve("bert"),
        Template.parse("{\"placeholder\":\"text_a\"} It was {\"mask\"}"),
        Optional.of(
            LabelWords.of(
                List.of("sport", "weather"), List.of(List.of("team", "trophy"), List.of("night")))),
        ImmutableList.copyOf(calibration));
  }

  @Test
  void theMeanOverTextsIsTheMeanOfEach() {
    LabelExplanation both = question().average(TEXTS);
    LabelExplanation first = question().of(TEXTS.get(0)).labels().orElseThrow();
    LabelExplanation second = question().of(TEXTS.get(1)).labels().orElseThrow();

    assertThat(both.texts()).isEqualTo(2);
    assertThat(both.words()).hasSize(3);
    for (int word = 0; word < 3; word++) {
      assertThat(both.words().get(word).before())
          .isCloseTo(
              (first.words().get(word).before() + second.words().get(word).before()) / 2,
              within(1e-6));
    }
    assertThat(sum(both.words(), LabelExplanation.Share::before)).isCloseTo(1, within(1e-5));
    assertThat(sum(both.labels(), LabelExplanation.Share::before)).isCloseTo(1, within(1e-5));
    assertThat(both.words().get(2).label()).isEqualTo("weather");
    assertThat(both.words().get(2).tokens()).isEqualTo("night");
    assertThat(both.words().get(0).after()).isEmpty();
  }

  /** Calibrated by itself, a text says nothing more than any other would: all words are even. */
  @Test
  void whatATextSaysOfItselfIsTakenOffWhole() {
    LabelExplanation calibrated = question(TEXTS.get(0)).of(TEXTS.get(0)).labels().orElseThrow();

    for (LabelExplanation.Share word : calibrated.words()) {
      assertThat(word.after().orElseThrow()).isCloseTo(1 / 3.0, within(1e-4));
    }
    assertThat(calibrated.labels().get(0).after().orElseThrow()).isCloseTo(0.5, within(1e-4));
  }

  private static double sum(
      List<LabelExplanation.Share> shares, ToDoubleFunction<LabelExplanation.Share> figure) {
    return shares.stream().mapToDouble(figure).sum();
  }
}
