package examples;

import com.google.common.collect.ImmutableMap;
import dev.cloze.data.Example;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.PromptModel;
import dev.cloze.task.Prediction;
import dev.cloze.task.PromptClassifier;
import dev.cloze.template.Template;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.tokenize.PromptTokenizer;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.ManualVerbalizer;
import dev.cloze.verbalizer.ManualVerbalizerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Classifies a text without training: what README.md shows. */
public final class ClassifyText {
  private ClassifyText() {}

  /** The name of the likeliest label of {@code text}. */
  static String run(Path folder, String text) {
    // README begins
    Template template = Template.parse("{\"placeholder\":\"text_a\"} It was {\"mask\"} .");
    LabelWords words =
        LabelWords.of(ImmutableMap.of("good", List.of("good", "wonderful"), "bad", List.of("bad")));
    try (LanguageModel model = Architectures.load(folder, LoadOptions.defaults());
        PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
      PromptClassifier classifier =
          new PromptClassifier(
              new PromptModel(model, Optional.empty(), NumberFormat.F32),
              new PromptTokenizer(
                  tokenizer, template, model.shape().kind(), PromptTokenizerOptions.defaults()),
              ManualVerbalizer.of(words, tokenizer, ManualVerbalizerOptions.defaults()));
      Prediction prediction = classifier.predict(List.of(Example.of(text))).get(0);
      return words.labels().get(prediction.label());
    }
    // README ends
  }

  /** Takes a model's folder and a text. */
  public static void main(String[] arguments) {
    System.out.println(run(Path.of(arguments[0]), arguments[1]));
  }
}
