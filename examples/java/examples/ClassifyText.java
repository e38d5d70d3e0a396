package examples;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Seeds;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptParts;
import dev.cloze.template.Template;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Path;
import java.util.List;

/** Classifies a text with a language model as it is, without training. */
public final class ClassifyText {
  private ClassifyText() {}

  /** The name of the likeliest label of {@code text}. */
  static String run(Path model, String text) {
    Template template =
        Template.parse(
            """
            {"placeholder":"text_a"} It was {"mask"} .\
            """);
    LabelWords words =
        LabelWords.of(ImmutableMap.of("good", List.of("good", "wonderful"), "bad", List.of("bad")));
    PromptParts parts = PromptParts.of(model, template, words);
    try (LoadedPrompt prompt = parts.load(LoadOptions.defaults(), Seeds.of(13))) {
      return prompt.classifier().classify(text);
    }
  }

  /** Takes a model's folder and a text. */
  public static void main(String[] arguments) {
    System.out.println(run(Path.of(arguments[0]), arguments[1]));
  }
}
