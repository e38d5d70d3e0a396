package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Options;
import dev.cloze.base.Yaml;
import dev.cloze.prompt.MaskRows;
import dev.cloze.tensor.Tensor;
import dev.cloze.verbalizer.AutomaticOptions.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AutomaticOptionsTest {
  private static final LabelWords GIVEN =
      LabelWords.ofSingle(List.of("no", "yes"), List.of("no", "yes"));
  private static TinyContext tiny;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    tiny = new TinyContext("bert");
  }

  @AfterAll
  static void close() {
    tiny.close();
  }

  @Test
  void defaultsAreOneWordByPetalsLikelihoodRatio() {
    assertThat(AutomaticOptions.defaults())
        .isEqualTo(
            new AutomaticOptions(Method.PETAL_LLR, Optional.empty(), 1, true, true, 0, 10000, 100));
    assertThat(AutomaticOptions.defaults().candidateCount()).isEqualTo(1000);
    assertThat(AutomaticOptions.defaults().withMethod(Method.LM_BFF).candidateCount())
        .isEqualTo(100);
  }

  @Test
  void settingsAreReadFromAFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("run.yaml"), "method: lm_bff\ncandidates: 20\nleast_count: 2\n");

    assertThat(Options.bind(Yaml.read(file), AutomaticOptions.class))
        .isEqualTo(
            AutomaticOptions.defaults()
                .withMethod(Method.LM_BFF)
                .withCandidates(20)
                .withFrequency(2, 10000));
  }

  @Test
  void lmBffGivesOneWordALabel() {
    AutomaticOptions two = AutomaticOptions.defaults().withWords(2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> two.withMethod(Method.LM_BFF))
        .withMessage("words must be 1 with lm_bff, was 2");
  }

  @ParameterizedTest
  @EnumSource
  void wordsOfAModelAreFoundTheSameEachTimeAndMakeAVerbalizer(Method method) {
    int before = Tensor.liveCount();
    AutomaticOptions options = AutomaticOptions.defaults().withMethod(method);

    LabelWords found = options.choose(GIVEN, tiny.context()).words();

    assertThat(found.labels()).containsExactly("no", "yes");
    assertThat(found).isEqualTo(options.choose(GIVEN, tiny.context()).words());
    ManualVerbalizer verbalizer = options.make(found, tiny.context());
    assertThat(verbalizer.tokens().entries()).allMatch(entry -> entry.ids().length() == 1);
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void wordsMayHaveToStandInTheTexts() {
    LabelWords found =
        AutomaticOptions.defaults().withFrequency(2, 3).choose(GIVEN, tiny.context()).words();

    // the commonest three of the texts
    assertThat(
            found.entries().stream()
                .flatMap(label -> label.words().stream())
                .map(LabelWords.Word::text))
        .hasSize(2)
        .isSubsetOf(FrequentWords.of(TinyContext.TEXTS, 2, 3).words());
  }

  @Test
  void tooFewWordsAreRefused() {
    assertThatExceptionOfType(ClozeException.class)
        .isThrownBy(
            () -> AutomaticOptions.defaults().withFrequency(100, 10).choose(GIVEN, tiny.context()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(VerbalizerError.TOO_FEW_CANDIDATES));
  }

  @Test
  void withoutExamplesThereIsNothingToFindWordsBy() {
    assertThatExceptionOfType(ClozeException.class)
        .isThrownBy(() -> AutomaticOptions.defaults().choose(GIVEN, tiny.context(Support.NONE)))
        .withMessage(
            "automatic verbalizer: label words are found by examples, and there are no labelled"
                + " examples; give some of every label")
        .satisfies(e -> assertThat(e.code()).isEqualTo(VerbalizerError.NO_EXAMPLES));
  }

  @Test
  void wordsCannotBeCountedWithoutTexts() {
    Support withoutTexts =
        new Support() {
          @Override
          public Optional<Labelled> labelled() {
            return Optional.of(
                new Labelled(tiny.unlabelled(), ImmutableIntArray.of(0, 1, 0, 1, 0, 1)));
          }

          @Override
          public Optional<MaskRows> unlabelled() {
            return Optional.empty();
          }
        };

    assertThat(withoutTexts.texts()).isEqualTo(ImmutableList.of());
    assertThatExceptionOfType(ClozeException.class)
        .isThrownBy(
            () ->
                AutomaticOptions.defaults()
                    .withFrequency(1, 10)
                    .choose(GIVEN, tiny.context(withoutTexts)))
        .withMessageContaining("there are no texts to count words in")
        .satisfies(e -> assertThat(e.code()).isEqualTo(VerbalizerError.NO_EXAMPLES));
  }
}
