package dev.cloze.plm;

final class RobertaTest extends LanguageModelContract {
  @Override
  String family() {
    return "roberta";
  }
}
