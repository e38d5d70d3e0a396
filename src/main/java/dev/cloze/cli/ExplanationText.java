package dev.cloze.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.cloze.run.Explanation;
import dev.cloze.run.LabelExplanation;
import dev.cloze.run.LabelExplanation.Share;
import dev.cloze.run.TextTable;
import dev.cloze.template.Piece;
import dev.cloze.tokenize.TokenRole;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An explanation in lines; roles in colour on a terminal, else after a slash. */
final class ExplanationText {
  private static final int MOST_WORDS = 20;
  private static final String RESET = "\u001b[0m";
  private static final ImmutableMap<TokenRole, String> COLORS =
      Maps.immutableEnumMap(
          Map.of(
              TokenRole.ADDED, "\u001b[90m",
              TokenRole.SPECIAL, "\u001b[35m",
              TokenRole.TEXT, "\u001b[34m",
              TokenRole.SHORTENABLE, "\u001b[32m",
              TokenRole.SOFT, "\u001b[33m",
              TokenRole.MASK, "\u001b[1;31m"));

  private final boolean color;
  private final ImmutableList.Builder<String> lines = ImmutableList.builder();

  ExplanationText(boolean color) {
    this.color = color;
  }

  /** The lines. */
  ImmutableList<String> of(Explanation explanation) {
    pieces(explanation.pieces());
    tokens(explanation);
    for (int mask = 0; mask < explanation.masks().size(); mask++) {
      words(mask, explanation.masks());
    }
    explanation.labels().ifPresent(this::labels);
    return lines.build();
  }

  private void pieces(List<Piece> pieces) {
    lines.add("Pieces");
    for (int i = 0; i < pieces.size(); i++) {
      lines.add("  %d  %s".formatted(i + 1, describe(pieces.get(i))));
    }
    lines.add("");
  }

  private static String describe(Piece piece) {
    String content =
        piece.content().entrySet().stream()
            .map(entry -> option(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    String key =
        piece
            .frame()
            .key()
            .map(soft -> ", under the trained key '" + soft.words() + "'")
            .orElse("");
    String prefix = piece.prefix().isEmpty() ? "" : ", after '" + piece.prefix() + "'";
    String function = piece.postProcessing().map(it -> ", then " + it.written()).orElse("");
    return content + key + function + prefix + (piece.shortenable() ? ", may be cut" : "");
  }

  /** An option as words; None and True need none. */
  private static String option(String key, Object value) {
    return value == null || value.equals(true) ? key : key + " '" + value + "'";
  }

  private void tokens(Explanation explanation) {
    lines.add(
        "Tokens: %d%s"
            .formatted(
                explanation.tokens().size(),
                explanation.cut() == 0 ? "" : ", after %d were cut".formatted(explanation.cut())));
    lines.add(
        "  "
            + explanation.tokens().stream()
                .map(token -> marked(token.text(), token.role()))
                .collect(Collectors.joining(" ")));
    lines.add(
        "  roles: "
            + explanation.tokens().stream()
                .map(Explanation.Token::role)
                .distinct()
                .sorted()
                .map(role -> color ? marked(name(role), role) : letters(role) + " " + name(role))
                .collect(Collectors.joining("; ")));
    lines.add("");
  }

  private String marked(String text, TokenRole role) {
    return color ? COLORS.get(role) + text + RESET : text + "/" + letters(role);
  }

  private static String letters(TokenRole role) {
    return role.name().toLowerCase(Locale.ROOT).substring(0, 2);
  }

  private static String name(TokenRole role) {
    return switch (role) {
      case ADDED -> "added by the tokenizer";
      case SPECIAL -> "special token of the template";
      case TEXT -> "template text";
      case SHORTENABLE -> "example text, may be cut";
      case SOFT -> "soft token, trained";
      case MASK -> "mask";
    };
  }

  private void words(int mask, List<ImmutableList<Explanation.Word>> masks) {
    lines.add(
        masks.size() == 1
            ? "Likeliest at the mask"
            : "Likeliest at mask %d of %d".formatted(mask + 1, masks.size()));
    TextTable table = new TextTable();
    masks
        .get(mask)
        .forEach(word -> table.add(List.of("  " + word.text(), percent(word.probability()))));
    lines.addAll(table.lines()).add("");
  }

  /** The lines of what label words and labels get. */
  ImmutableList<String> of(LabelExplanation explanation) {
    lines.add("Mean over %,d texts".formatted(explanation.texts())).add("");
    labels(explanation);
    return lines.build();
  }

  private void labels(LabelExplanation explanation) {
    lines.add("Label words, among each other");
    TextTable words = new TextTable(0, 1, 2);
    boolean calibrated = explanation.words().get(0).after().isPresent();
    words.add(row(calibrated, "  label", "word", "tokens", "probability", "calibrated"));
    for (String label : explanation.labels().stream().map(Share::label).toList()) {
      List<Share> own =
          explanation.words().stream().filter(word -> word.label().equals(label)).toList();
      own.stream()
          .sorted(Comparator.comparingDouble((Share word) -> -word.before()))
          .limit(MOST_WORDS)
          .forEach(word -> words.add(row(word, word.word(), word.tokens())));
      if (own.size() > MOST_WORDS) {
        String more = "and %,d more".formatted(own.size() - MOST_WORDS);
        words.add(row(calibrated, "  " + label, more, "", "", ""));
      }
    }
    lines.addAll(words.lines()).add("").add("Labels");
    TextTable labels = new TextTable();
    explanation.labels().forEach(label -> labels.add(row(label)));
    lines.addAll(labels.lines());
  }

  private static List<String> row(boolean calibrated, String... cells) {
    return List.of(cells).subList(0, calibrated ? cells.length : cells.length - 1);
  }

  private static List<String> row(Share share, String... middle) {
    ImmutableList.Builder<String> cells = ImmutableList.builder();
    cells.add("  " + share.label()).add(middle).add(percent(share.before()));
    share.after().ifPresent(after -> cells.add(percent(after)));
    return cells.build();
  }

  private static String percent(double probability) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * probability);
  }
}
