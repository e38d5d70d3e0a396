package dev.cloze.pretrain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Version;
import dev.cloze.train.EpochResult;
import dev.cloze.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is known of a prompt that was pretrained: what stands in its {@code soft-prompt.json}.
 *
 * @param format the layout of the file
 * @param cloze the version that wrote it
 * @param task what it was trained on
 * @param template with the soft tokens that its rows belong to
 * @param labelWords each label's words
 * @param model the name of the model's folder
 * @param maxLength the longest prompt
 * @param seed that drew fresh rows, examples and their order
 * @param examples how many were trained on
 * @param heldOut how many were measured on
 * @param before how the fresh rows did on the held-out examples
 * @param after how the trained ones did
 * @param epochs how many were run
 * @param chosen the epoch whose rows were taken, from 1
 */
public record PretrainedPrompt(
    int format,
    String cloze,
    String task,
    String template,
    ImmutableMap<String, ImmutableList<String>> labelWords,
    String model,
    int maxLength,
    long seed,
    int examples,
    int heldOut,
    PromptFigures before,
    PromptFigures after,
    int epochs,
    int chosen) {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new GuavaModule())
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  static PretrainedPrompt of(
      PromptPretrainFile file,
      PromptExamples examples,
      PromptFigures before,
      PromptFigures after,
      List<EpochResult> epochs) {
    return new PretrainedPrompt(
        FORMAT,
        Version.ofThis(),
        Ascii.toLowerCase(file.prompt().task().name()),
        file.prompt().template(),
        file.prompt().words(),
        String.valueOf(file.model().folder().getFileName()),
        file.tokens().maxLength(),
        file.seed(),
        examples.train().size(),
        examples.heldOut().size(),
        before,
        after,
        epochs.size(),
        Training.chosen(epochs, file.training().toTraining()));
  }

  String json() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what {@link #json} wrote. */
  static PretrainedPrompt read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), PretrainedPrompt.class);
    } catch (IOException e) {
      throw new ClozeException(
              PretrainError.NO_CHECKPOINT,
              "%s: was not written by the pretraining of a prompt, or changed since",
              file)
          .causedBy(e);
    }
  }
}
