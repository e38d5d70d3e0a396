package dev.cloze.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.ClozeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of examples with soft labels: a JSON object a line, each complete in itself, so that files
 * of several machines can be put one after another; {@code docs/data.md} shows the keys. A label is
 * named, so that a file of another task is noticed.
 */
public final class SoftLabelFile {
  static final String ID = "id";
  static final String META = "meta";
  static final String DISTRIBUTION = "distribution";
  static final String LABEL = "label";
  static final String WEIGHT = "weight";
  static final String SOURCE = "source";
  static final String MEMBERS = "members";

  private static final ObjectMapper JSON = new ObjectMapper();

  private SoftLabelFile() {}

  /**
   * Reads all lines.
   *
   * @param labels each distribution has all of them and no other
   * @throws dev.cloze.base.ClozeException with a code of {@link DataError}, file and line
   */
  public static ImmutableList<SoftLabelLine> read(Path file, LabelSet labels) {
    try (SoftLabelStream lines = open(file, labels)) {
      return ImmutableList.copyOf(lines);
    }
  }

  /**
   * Opens a file that may be larger than the memory.
   *
   * @return to be closed by the caller
   * @throws dev.cloze.base.ClozeException as {@link #read}, here or while iterating
   */
  public static SoftLabelStream open(Path file, LabelSet labels) {
    return SoftLabelStream.open(file, labels);
  }

  /**
   * One line as it is written, without its end. Probabilities have the digits of single precision,
   * so that what is read from it is written the same again. A right label of the example is not
   * written, and neither are demonstrations.
   *
   * @throws ClozeException {@link DataError#WRONG_VALUE} where a text has the name of another key
   */
  public static String line(SoftLabelLine line, LabelSet labels) {
    Example example = line.example();
    SoftLabel soft = example.soft().orElseThrow();
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put(ID, example.id());
    example.fields().forEach((name, text) -> keys.put(requireText(name, example), text));
    if (!example.meta().isEmpty()) {
      keys.put(META, example.meta());
    }
    Map<String, Float> distribution = new LinkedHashMap<>();
    for (int label = 0; label < labels.size(); label++) {
      distribution.put(labels.names().get(label), (float) soft.distribution().get(label));
    }
    keys.put(DISTRIBUTION, distribution);
    keys.put(WEIGHT, soft.weight());
    keys.put(SOURCE, soft.source());
    if (!line.members().isEmpty()) {
      Map<String, List<Float>> members = new LinkedHashMap<>();
      line.members().forEach((name, said) -> members.put(name, floats(said)));
      keys.put(MEMBERS, members);
    }
    try {
      return JSON.writeValueAsString(keys);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String requireText(String name, Example example) {
    if (SoftLabelRow.OTHERS.contains(name)) {
      throw new ClozeException(
          DataError.WRONG_VALUE,
          "example '%s': a text is called '%s', which means something else in a soft-label file;"
              + " give it another name with columns.fields",
          example.id(),
          name);
    }
    return name;
  }

  private static List<Float> floats(ImmutableDoubleArray numbers) {
    List<Float> floats = new ArrayList<>();
    numbers.forEach(number -> floats.add((float) number));
    return floats;
  }
}
