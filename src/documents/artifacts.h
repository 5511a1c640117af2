// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "documents/qpdf.h"

namespace kommod::documents {

// Marks what belongs to no element of the structure as an artifact (ISO 32000-1, 14.8.2.2): rules,
// footers, the ground of a drawing. Cairo 1.16 leaves it unmarked, which PDF/UA-1 (7.1) and
// PDF/A-3a do not allow.
class Artifacts : public QPDFObjectHandle::TokenFilter {
  public:
    void handleToken(const QPDFTokenizer::Token& token) override;
    void handleEOF() override;

  private:
    void end_artifact();

    std::vector<QPDFTokenizer::Token> instruction_;  // operands, until the operator comes
    int depth_ = 0;                                  // of marked content
    bool in_artifact_ = false;
};

}  // namespace kommod::documents
