package dev.cloze.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleStream;
import dev.cloze.task.Answer;
import dev.cloze.tokenize.Reads;
import dev.cloze.verbalizer.VerbalizerError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Labels examples as they come, with a JSON object a line for each: id, right label where the input
 * has one, predicted label, the probability of each label, and the likeliest words where they are
 * wanted; several labels or a number where the run was made for them. Memory does not grow with the
 * input. {@code docs/predict.md} shows the lines.
 *
 * @param classifier what labels; stays the caller's to close
 * @param words how many of the likeliest words at the mask are told
 * @param patience how long an example waits for others to be labelled with; until 256 are there or
 *     the input ends where absent, which is fastest and gives the same numbers each time
 */
public record Labelling(
    TrainedClassifier classifier, int words, Optional<Duration> patience, Progress progress) {
  private static final int DECIMALS = 6;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);

  /**
   * Checks that there are words to tell.
   *
   * @throws ClozeException {@link VerbalizerError#READS_NO_MASK}
   */
  public Labelling {
    if (words > 0 && classifier.file().verbalizer().maker().reads() != Reads.MASKS) {
      throw new ClozeException(
          VerbalizerError.READS_NO_MASK,
          "%s: its head reads no mask, so that there are no likeliest words to tell; leave"
              + " --top-words out",
          classifier.run().path());
    }
  }

  /**
   * Labels all examples, and writes the lines as soon as they are known.
   *
   * @param examples closed at its end
   */
  public void write(ExampleStream examples, BufferedWriter writer) throws IOException {
    try (ReadAhead input = new ReadAhead(examples, classifier.classifier(), patience)) {
      List<ReadAhead.Ready> first = input.next();
      if (!first.isEmpty()) {
        write(first, input, writer);
      }
    }
  }

  private void write(List<ReadAhead.Ready> first, ReadAhead input, BufferedWriter writer)
      throws IOException {
    try (Progress.Task task = progress.start("labelling", Progress.UNKNOWN)) {
      List<ReadAhead.Ready> batch = first;
      while (!batch.isEmpty()) {
        write(batch, writer);
        task.advance(batch.size());
        batch = input.next();
      }
    }
  }

  /**
   * Labels all examples into a file, which is there when it is whole.
   *
   * @throws dev.cloze.base.ClozeException {@link RunError#UNWRITABLE_FOLDER}
   */
  public void write(ExampleStream examples, Path file) {
    WholeFile.write(file, writer -> write(examples, writer));
  }

  private void write(List<ReadAhead.Ready> batch, BufferedWriter writer) throws IOException {
    List<Answer> answers =
        classifier
            .classifier()
            .answers(
                batch.stream().flatMap(ready -> ready.prompts().stream()).toList(),
                words,
                Progress.SILENT);
    for (int i = 0; i < answers.size(); i++) {
      writer.write(JSON.writeValueAsString(line(batch.get(i).example(), answers.get(i))));
      writer.write('\n');
    }
    writer.flush();
  }

  private Map<String, Object> line(Example example, Answer answer) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", example.id());
    new PredictionLine(classifier.output(), classifier.labels(), Labelling::rounded)
        .addTo(line, example, answer.prediction());
    if (words > 0) {
      Map<String, BigDecimal> likeliest = new LinkedHashMap<>();
      answer
          .tokens()
          .forEach(
              token -> likeliest.put(classifier.token(token.id()), rounded(token.probability())));
      line.put("words", likeliest);
    }
    return line;
  }

  private static BigDecimal rounded(double probability) {
    return BigDecimal.valueOf(probability).setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }
}
