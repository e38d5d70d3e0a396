package dev.cloze.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a line of a soft-label file says. All keys that have no other meaning are texts. */
record SoftLabelRow(JsonRow row, LabelSet labels) {
  /** What rounding to single precision does to a sum is not worth a change of every number. */
  private static final double ROUNDED = 1e-6;

  /** The keys that are no texts. */
  static final ImmutableSet<String> OTHERS =
      ImmutableSet.of(
          SoftLabelFile.ID,
          SoftLabelFile.META,
          SoftLabelFile.DISTRIBUTION,
          SoftLabelFile.LABEL,
          SoftLabelFile.WEIGHT,
          SoftLabelFile.SOURCE,
          SoftLabelFile.MEMBERS);

  SoftLabelLine read() {
    ImmutableList<String> order = order();
    SoftLabel soft =
        new SoftLabel(
            row.json(SoftLabelFile.DISTRIBUTION).isPresent() ? distribution() : whole(),
            weight(),
            value(SoftLabelFile.SOURCE).orElse(""));
    Example example =
        new Example(
            value(SoftLabelFile.ID).orElse(Long.toString(row.number())),
            texts(),
            facts(),
            OptionalInt.empty());
    return new SoftLabelLine(example.withSoft(soft), members(order));
  }

  /** The labels in the order in which this line names them. */
  private ImmutableList<String> order() {
    Optional<JsonNode> distribution = row.json(SoftLabelFile.DISTRIBUTION);
    boolean hasLabel = row.json(SoftLabelFile.LABEL).isPresent();
    if (distribution.isPresent() == hasLabel) {
      throw error(
          DataError.NO_SOFT_LABEL,
          "found %s; the probability of each label under 'distribution', or one label under"
              + " 'label', belongs there",
          hasLabel ? "both 'distribution' and 'label'" : "neither 'distribution' nor 'label'");
    }
    if (hasLabel) {
      return labels.names();
    }
    if (!distribution.get().isObject()) {
      throw error(
          DataError.NO_DISTRIBUTION,
          "'distribution' is %s; an object with the probability of each label belongs there, such"
              + " as {\"%s\": 1.0}",
          kind(distribution.get()),
          labels.names().get(0));
    }
    ImmutableList<String> named = ImmutableList.copyOf(distribution.get().fieldNames());
    named.forEach(this::number);
    for (String name : labels.names()) {
      if (!named.contains(name)) {
        throw error(
            DataError.OTHER_LABELS,
            "'distribution' lacks the label '%s': a soft-label file from another label set; it has"
                + " %s",
            name,
            named.isEmpty() ? "none" : ColumnNames.list(named));
      }
    }
    return named;
  }

  private int number(String name) {
    int number = labels.names().indexOf(name);
    if (number < 0) {
      throw error(
          DataError.OTHER_LABELS,
          "found the label '%s': a soft-label file from another label set; %s",
          ColumnNames.list(ImmutableList.of(name)),
          Nearest.hint(name, labels.names()));
    }
    return number;
  }

  private ImmutableDoubleArray whole() {
    return SoftLabel.certain(number(value(SoftLabelFile.LABEL).orElseThrow()), labels.size())
        .distribution();
  }

  private ImmutableDoubleArray distribution() {
    JsonNode written = row.object().get(SoftLabelFile.DISTRIBUTION);
    ImmutableDoubleArray read =
        ImmutableDoubleArray.copyOf(labels.names().stream().mapToDouble(n -> number(written, n)));
    double sum = read.stream().sum();
    if (!SoftLabel.isDistribution(read)) {
      throw error(
          DataError.NO_DISTRIBUTION,
          "'distribution' adds up to %s; probabilities of at least 0 that add up to 1 belong there",
          sum);
    }
    return Math.abs(sum - 1) <= ROUNDED
        ? read
        : ImmutableDoubleArray.copyOf(read.stream().map(share -> share / sum));
  }

  private double number(JsonNode distribution, String name) {
    JsonNode share = distribution.get(name);
    if (!share.isNumber() || !(share.doubleValue() >= 0)) {
      throw error(
          DataError.NO_DISTRIBUTION,
          "the probability of '%s' is %s; a number from 0 to 1 belongs there",
          name,
          kind(share));
    }
    return share.doubleValue();
  }

  private double weight() {
    Optional<JsonNode> written = row.json(SoftLabelFile.WEIGHT);
    double weight = written.map(JsonNode::doubleValue).orElse(1.0);
    if (!SoftLabel.isWeight(weight) || !written.map(JsonNode::isNumber).orElse(true)) {
      throw error(
          DataError.WRONG_WEIGHT,
          "'weight' is %s; a finite number above 0 belongs there",
          kind(written.orElseThrow()));
    }
    return weight;
  }

  private ImmutableMap<String, String> texts() {
    ImmutableMap.Builder<String, String> found = ImmutableMap.builder();
    for (String key : Iterables.filter(row.columns(), key -> !OTHERS.contains(key))) {
      row.json(key)
          .ifPresent(
              text -> {
                if (!text.isTextual()) {
                  throw error(
                      DataError.WRONG_VALUE,
                      "'%s' is %s; a text belongs under every key but %s",
                      key,
                      kind(text),
                      String.join(", ", OTHERS));
                }
                found.put(key, text.textValue());
              });
    }
    ImmutableMap<String, String> texts = found.buildOrThrow();
    if (texts.isEmpty()) {
      throw error(
          DataError.MISSING_COLUMN,
          "there is no text; it belongs there under its name, such as text_a; found: %s",
          ColumnNames.list(row.columns()));
    }
    return texts;
  }

  private ImmutableMap<String, String> facts() {
    ImmutableMap.Builder<String, String> facts = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> fact : object(SoftLabelFile.META)) {
      JsonNode value = fact.getValue();
      facts.put(fact.getKey(), value.isValueNode() ? value.asText() : value.toString());
    }
    return facts.buildOrThrow();
  }

  private ImmutableMap<String, ImmutableDoubleArray> members(ImmutableList<String> order) {
    ImmutableMap.Builder<String, ImmutableDoubleArray> members = ImmutableMap.builder();
    for (Map.Entry<String, JsonNode> member : object(SoftLabelFile.MEMBERS)) {
      JsonNode said = member.getValue();
      if (!said.isArray()
          || said.size() != order.size()
          || !Iterables.all(said, JsonNode::isNumber)) {
        throw error(
            DataError.WRONG_VALUE,
            "'members': what '%s' said is no list of %d numbers, one for each label",
            member.getKey(),
            order.size());
      }
      members.put(
          member.getKey(),
          ImmutableDoubleArray.copyOf(
              labels.names().stream()
                  .mapToDouble(name -> said.get(order.indexOf(name)).doubleValue())));
    }
    return members.buildOrThrow();
  }

  private Iterable<Map.Entry<String, JsonNode>> object(String key) {
    Optional<JsonNode> found = row.json(key);
    if (found.isPresent() && !found.get().isObject()) {
      throw error(
          DataError.WRONG_VALUE, "'%s' is %s; an object belongs there", key, kind(found.get()));
    }
    return found.map(JsonNode::properties).orElse(ImmutableSet.of());
  }

  private Optional<String> value(String key) {
    Optional<JsonNode> found = row.json(key);
    if (found.isPresent() && !found.get().isValueNode()) {
      throw error(
          DataError.WRONG_VALUE, "'%s' is %s; a text belongs there", key, kind(found.get()));
    }
    return found.map(JsonNode::asText);
  }

  private static String kind(JsonNode value) {
    return value.isArray() ? "a list" : value.isObject() ? "an object" : value.asText();
  }

  @FormatMethod
  private ClozeException error(DataError code, @FormatString String format, Object... found) {
    return new ClozeException(
        code, "%s: %s", row.place(), String.format(Locale.ROOT, format, found));
  }
}
