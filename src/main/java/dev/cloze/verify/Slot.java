package dev.cloze.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.cloze.template.Piece;
import dev.cloze.template.RenderedPiece;
import dev.cloze.template.SpecialToken;
import dev.cloze.template.Template;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One entry of an OpenPrompt template after it was set: what a piece of the template became, or one
 * soft token of it.
 *
 * @param piece the number of the piece in the template
 * @param parsed the entry as OpenPrompt keeps it
 * @param softRow the row of the soft embedding; 0 where there is none
 * @param shortenable whether truncation may take it
 */
record Slot(int piece, JsonNode parsed, int softRow, boolean shortenable) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOFT = "soft";

  /** The entries of a {@code ManualTemplate}, which knows no soft rows. */
  static ImmutableList<Slot> manual(Template template) {
    ImmutableList.Builder<Slot> slots = ImmutableList.builder();
    for (int i = 0; i < template.pieces().size(); i++) {
      slots.add(hard(i, template.pieces().get(i)));
    }
    return slots.build();
  }

  /** The entries of a {@code MixedTemplate}: one for each soft token, which is never shortened. */
  static ImmutableList<Slot> mixed(
      Template template, SoftNumbering numbering, PretrainedTokenizer tokenizer) {
    ImmutableList.Builder<Slot> slots = ImmutableList.builder();
    Set<Integer> used = new HashSet<>();
    for (int i = 0; i < template.pieces().size(); i++) {
      if (template.pieces().get(i) instanceof Piece.Soft soft) {
        boolean first = used.add(soft.group());
        for (int row : numbering.rowsByGroup().get(soft.group()).asList()) {
          ObjectNode parsed = JSON.createObjectNode();
          parsed.put(SOFT, first ? word(numbering, row, tokenizer) : null);
          slots.add(new Slot(i, parsed, row, false));
        }
      } else {
        slots.add(hard(i, template.pieces().get(i)));
      }
    }
    return slots.build();
  }

  private static Slot hard(int number, Piece piece) {
    return new Slot(number, JSON.valueToTree(piece.parsed()), 0, piece.shortenable());
  }

  private static String word(SoftNumbering numbering, int row, PretrainedTokenizer tokenizer) {
    return numbering.start(row).stream().mapToObj(tokenizer::token).findFirst().orElse("");
  }

  /** The text that OpenPrompt tokenizes for this entry; empty where it is null. */
  Optional<String> text(List<RenderedPiece> rendered) {
    if (softRow > 0) {
      return Optional.ofNullable(parsed.get(SOFT).textValue());
    }
    RenderedPiece made = rendered.get(piece);
    if (made instanceof RenderedPiece.Text text) {
      return Optional.of(text.text());
    } else if (made instanceof RenderedPiece.Special special) {
      return Optional.of(special.token().symbol());
    }
    return Optional.of(made instanceof RenderedPiece.Mask ? SpecialToken.MASK.symbol() : "");
  }

  /** An example put into the template, as OpenPrompt keeps it. */
  static JsonNode wrapped(Iterable<Slot> slots, List<RenderedPiece> rendered, boolean mixed) {
    return JSON.valueToTree(
        ImmutableList.copyOf(Iterables.transform(slots, slot -> slot.wrapped(rendered, mixed))));
  }

  private ObjectNode wrapped(List<RenderedPiece> rendered, boolean mixed) {
    ObjectNode wrapped = JSON.createObjectNode();
    wrapped.put("text", text(rendered).orElse(null));
    if (mixed) {
      wrapped.put("soft_token_ids", softRow);
    }
    wrapped.put("loss_ids", rendered.get(piece) instanceof RenderedPiece.Mask ? 1 : 0);
    wrapped.put("shortenable_ids", shortenable ? 1 : 0);
    return wrapped;
  }
}
