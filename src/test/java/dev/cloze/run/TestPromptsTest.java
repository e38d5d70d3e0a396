package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.DemonstrationOptions;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.Prediction;
import dev.cloze.task.PromptClassifier;
import dev.cloze.task.PromptParts;
import dev.cloze.task.SampledDemonstrations;
import dev.cloze.template.Template;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestPromptsTest {
  private static final ImmutableList<Example> TEXTS =
      IntStream.range(0, 5)
          .mapToObj(i -> Example.of("the soup was bad " + i).withId("" + i).withLabel(i % 2))
          .collect(ImmutableList.toImmutableList());

  private static LoadedPrompt load(int sets) {
    return PromptParts.of(
            Path.of("src/test/resources/golden/openprompt/bert"),
            Template.parse("{\"placeholder\":\"text_a\"} It was {\"mask\"}.{\"demonstrations\"}"),
            LabelWords.ofSingle(List.of("g", "b"), List.of("good", "bad")))
        .withDemonstrations(
            SampledDemonstrations.of(DemonstrationOptions.defaults().withSets(sets), TEXTS))
        .load(LoadOptions.defaults(), Seeds.of(3));
  }

  @Test
  void blocksSayWhatAllSayTogether() {
    try (LoadedPrompt prompt = load(3)) {
      PromptClassifier classifier = prompt.classifier();
      TestPrompts prompts = TestPrompts.of(classifier, TEXTS, 2);

      List<Prediction> found = prompts.predict(classifier, Progress.SILENT);

      assertThat(prompts.prompts()).hasSize(6);
      assertThat(prompts.rest()).extracting(Example::id).containsExactly("2", "3", "4");
      assertThat(prompts.firstOfEach(3))
          .containsExactly(prompts.prompts().get(0), prompts.prompts().get(3));
      List<Prediction> together = classifier.predict(TEXTS);
      assertThat(found).extracting(Prediction::id).containsExactly("0", "1", "2", "3", "4");
      for (int i = 0; i < TEXTS.size(); i++) {
        // a batch's other texts show in the last digits
        assertThat(found.get(i).probabilities().get(0))
            .isCloseTo(together.get(i).probabilities().get(0), within(1e-6));
      }
    }
  }

  @Test
  void textsWithOnePromptEachAreOneBlock() {
    try (LoadedPrompt prompt = load(1)) {
      TestPrompts prompts = TestPrompts.of(prompt.classifier(), TEXTS, 2);

      assertThat(prompts.rest()).isEmpty();
      assertThat(prompts.predict(prompt.classifier(), Progress.SILENT))
          .isEqualTo(prompt.classifier().predict(TEXTS));
    }
  }
}
