package dev.cloze.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Doubles;
import dev.cloze.base.ClozeException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads what stands in the label column of a row where that is not one label. */
record LabelCell(Row row, Labels labels) {
  private static final Splitter BARS = Splitter.on('|').trimResults();
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** The numbers of labels that are written as a JSON list, or with {@code |} between them. */
  ImmutableSet<Integer> several(String written) {
    Set<Integer> found = new LinkedHashSet<>();
    for (String name : names(written)) {
      if (!found.add(number(name))) {
        throw new ClozeException(
            DataError.REPEATED_LABEL,
            "%s: the label '%s' stands twice there; an example has a label once or not",
            row.place(),
            name);
      }
    }
    return ImmutableSet.copyOf(found);
  }

  private int number(String name) {
    return labels
        .numberOf(name)
        .orElseThrow(
            () ->
                new ClozeException(
                    DataError.UNKNOWN_LABEL,
                    "%s: found the label '%s'; %s",
                    row.place(),
                    ColumnNames.list(ImmutableList.of(name)),
                    labels.hint(name)));
  }

  private List<String> names(String written) {
    String text = written.strip();
    if (text.startsWith("[")) {
      return listed(text);
    }
    return text.isEmpty() ? ImmutableList.of() : BARS.splitToList(text);
  }

  private List<String> listed(String text) {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    try {
      for (JsonNode item : JSON.readTree(text)) {
        if (!item.isTextual() && !item.isIntegralNumber()) {
          throw noList();
        }
        names.add(item.asText());
      }
    } catch (JsonProcessingException e) {
      throw noList().causedBy(e);
    }
    return names.build();
  }

  private ClozeException noList() {
    return new ClozeException(
        DataError.WRONG_VALUE,
        "%s: the label column begins with '[' and holds no list of labels; write it as"
            + " [\"one\", \"two\"], or as one|two",
        row.place());
  }

  /** The number that is written, which lies on the range. */
  double number(String written, Output.NumberRange range) {
    Double number = Doubles.tryParse(written.strip());
    if (number == null || !Double.isFinite(number)) {
      throw new ClozeException(
          DataError.NO_NUMBER,
          "%s: found '%s' in the label column; a number from %s belongs there",
          row.place(),
          ColumnNames.list(ImmutableList.of(written)),
          range.shown());
    }
    if (!range.holds(number)) {
      throw new ClozeException(
          DataError.OUT_OF_RANGE,
          "%s: found %s in the label column; output.range is from %s",
          row.place(),
          written.strip(),
          range.shown());
    }
    return number;
  }
}
