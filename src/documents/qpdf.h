// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// libqpdf's headers, as this room includes them.
#pragma once

// JSON.hh of libqpdf 11.3 destroys vectors of a class that is not complete yet; as C++20, clang
// refuses that. Nothing here needs more of it than the name, so its include guard is set instead.
#define JSON_HH
class JSON;

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFTokenizer.hh>
#include <qpdf/QPDFWriter.hh>
