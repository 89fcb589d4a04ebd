// SPDX-License-Identifier: Apache-2.0
#include "app/rule_table.h"

#include "app/text_forms.h"

namespace herald {
namespace {

constexpr TextRule kName = {
    IsProviderName,
    "1 to 63 lower-case letters, digits, - and _, beginning with a letter"};
constexpr TextRule kReasonCode = {
    IsReasonCode, "upper-case letters, digits and underscores, at most 63"};
constexpr TextRule kAddress = {IsListenAddress,
                               "an address and a port, such as 127.0.0.1:50051 "
                               "or [::1]:50051"};
constexpr TextRule kAccountSid = {IsAccountSid, "AC and 32 hexadecimal digits"};
constexpr TextRule kApiKeySid = {IsApiKeySid, "SK and 32 hexadecimal digits"};
constexpr TextRule kServiceSid = {IsVerifySid, "VA and 32 hexadecimal digits"};
constexpr TextRule kTemplateSid = {IsTemplateSid,
                                   "HJ and 32 hexadecimal digits"};
constexpr TextRule kMessagingSid = {IsMessagingSid,
                                    "MG and 32 hexadecimal digits"};

constexpr TextRule kPage = {IsPageAddress,
                            "an address that begins with https://"};
constexpr TextRule kDomain = {IsAsciiDomain,
                              "a domain name in ASCII, such as example.com"};
constexpr TextRule kSelector = {IsDkimSelector,
                                "1 to 63 letters, digits, dots and dashes"};

constexpr std::int64_t kKiB = 1 << 10;
constexpr std::int64_t kMiB = 1 << 20;
constexpr std::int64_t kBillion = 1'000'000'000;

constexpr FieldRule kFieldRules[] = {
    {.field = "Configuration.providers",
     .is_required = true,
     .count = CountRange{1, 1000}},
    {.field = "Configuration.catalogue_folder", .is_path = true},

    {.field = "Server.listen", .text = kAddress},
    {.field = "Server.io_threads", .count = CountRange{1, 256}},
    {.field = "Server.max_calls_in_flight", .count = CountRange{1, 1'000'000}},
    {.field = "Server.max_request_bytes", .count = CountRange{kKiB, 64 * kMiB}},
    {.field = "Server.max_delivery_time",
     .duration = DurationRange{"10ms", "5m"}},
    {.field = "Server.shutdown_grace", .duration = DurationRange{"0s", "5m"}},
    {.field = "ServerTls.certificate_file",
     .is_required = true,
     .is_path = true},
    {.field = "ServerTls.private_key_file",
     .is_required = true,
     .is_path = true},

    {.field = "HttpClient.ca_file", .is_path = true},
    {.field = "HttpClient.connect_timeout",
     .duration = DurationRange{"1ms", "1m"}},
    {.field = "HttpClient.tls_timeout", .duration = DurationRange{"1ms", "1m"}},
    {.field = "HttpClient.idle_timeout",
     .duration = DurationRange{"0s", "10m"}},
    {.field = "HttpClient.max_connections_per_origin",
     .count = CountRange{1, 100'000}},
    {.field = "HttpClient.max_idle_connections_per_origin",
     .count = CountRange{0, 100'000}},
    {.field = "HttpClient.max_response_header_bytes",
     .count = CountRange{kKiB, kMiB}},
    {.field = "HttpClient.max_response_body_bytes",
     .count = CountRange{kKiB, 64 * kMiB}},

    {.field = "MessageTemplates.partials", .count = CountRange{0, 1000}},
    {.field = "MessageTemplates.email", .count = CountRange{0, 10'000}},
    {.field = "MessageTemplates.phone", .count = CountRange{0, 10'000}},
    {.field = "EmailTemplate.message_type", .is_required = true},
    {.field = "EmailTemplate.subject", .is_required = true},
    {.field = "EmailTemplate.html_file", .is_path = true},
    {.field = "EmailTemplate.text_file", .is_path = true},
    {.field = "PhoneTemplate.message_type", .is_required = true},
    {.field = "TemplateBounds.max_source_bytes",
     .count = CountRange{kKiB, 16 * kMiB}},
    {.field = "TemplateBounds.max_nesting", .count = CountRange{1, 500}},
    {.field = "TemplateBounds.max_output_bytes",
     .count = CountRange{kKiB, 16 * kMiB}},
    {.field = "TemplateBounds.max_loop_iterations",
     .count = CountRange{1, 10'000'000}},
    {.field = "TemplateBounds.max_temporary_bytes",
     .count = CountRange{kKiB, 256 * kMiB}},
    {.field = "TemplateBounds.max_steps",
     .count = CountRange{1000, 1'000'000'000}},

    {.field = "Guard.countries", .count = CountRange{0, 100}},
    {.field = "Guard.suppressed", .count = CountRange{0, 10'000}},
    {.field = "Guard.suppression_file", .is_path = true},
    {.field = "Guard.limits", .count = CountRange{0, 64}},
    {.field = "Guard.resend_cooldown", .duration = DurationRange{"1s", "24h"}},
    {.field = "Guard.max_counters", .count = CountRange{1000, kBillion}},
    {.field = "RateLimit.name", .is_required = true, .text = kName},
    {.field = "RateLimit.by", .is_required = true},
    {.field = "RateLimit.count",
     .is_required = true,
     .count = CountRange{1, kBillion}},
    {.field = "RateLimit.per",
     .is_required = true,
     .duration = DurationRange{"1s", "744h"}},
    {.field = "RateLimit.burst", .count = CountRange{1, kBillion}},
    {.field = "RateLimit.range_digits", .count = CountRange{1, 8}},

    {.field = "Route.name", .is_required = true, .text = kName},
    {.field = "Route.attempt_share_percent", .count = CountRange{1, 100}},
    {.field = "Idempotency.retention", .duration = DurationRange{"1s", "168h"}},
    {.field = "Idempotency.max_entries",
     .count = CountRange{1000, 100'000'000}},
    {.field = "Monitoring.listen", .is_required = true, .text = kAddress},

    {.field = "Provider.name", .is_required = true, .text = kName},
    {.field = "Provider.timeout", .duration = DurationRange{"1ms", "1m"}},
    {.field = "CircuitBreaker.window", .duration = DurationRange{"1s", "1h"}},
    {.field = "CircuitBreaker.min_attempts", .count = CountRange{1, 100'000}},
    {.field = "CircuitBreaker.failure_percent", .count = CountRange{1, 100}},
    {.field = "CircuitBreaker.open_time",
     .duration = DurationRange{"100ms", "1h"}},
    {.field = "RetryPolicy.max_retries",
     .is_required = true,
     .count = CountRange{1, 10}},
    {.field = "RetryPolicy.initial_backoff",
     .duration = DurationRange{"1ms", "1m"}},
    {.field = "RetryPolicy.max_backoff",
     .duration = DurationRange{"1ms", "5m"}},
    {.field = "Secret.file", .is_path = true},
    {.field = "NamedValue.name", .is_required = true},

    {.field = "CatalogueProvider.entry", .is_required = true, .text = kName},
    {.field = "Provider.parameters", .count = CountRange{0, 50}},
    {.field = "ProviderDefinition.title", .is_required = true},
    {.field = "ProviderDefinition.page", .is_required = true, .text = kPage},
    {.field = "ProviderDefinition.parameters", .count = CountRange{0, 50}},
    {.field = "ProviderDefinition.vectors", .count = CountRange{0, 1000}},
    {.field = "ParameterDefinition.title", .is_required = true},
    {.field = "DefinitionVector.name", .is_required = true},
    {.field = "VectorRequest.url", .is_required = true},
    {.field = "VectorAnswer.status",
     .is_required = true,
     .count = CountRange{100, 599}},
    {.field = "SmtpDefinition.host", .is_required = true},
    {.field = "SmtpDefinition.username", .is_required = true},
    {.field = "SmtpDefinition.password", .is_required = true},
    {.field = "VectorMail.server", .is_required = true},
    {.field = "VectorMail.username", .is_required = true},
    {.field = "VectorMail.password", .is_required = true},
    {.field = "VectorMail.from", .is_required = true},
    {.field = "VectorMail.to", .is_required = true},
    {.field = "VectorMail.content", .is_required = true},
    {.field = "VectorReply.command", .is_required = true},
    {.field = "VectorReply.text", .is_required = true},
    {.field = "VectorOutcome.outcome", .is_required = true},
    {.field = "VectorOutcome.retry_after",
     .duration = DurationRange{"0s", "24h"}},

    {.field = "SandboxProvider.capacity", .count = CountRange{1, 10'000}},

    {.field = "HttpProvider.url", .is_required = true},
    {.field = "HttpTls.certificate_file", .is_required = true, .is_path = true},
    {.field = "HttpTls.private_key_file", .is_required = true, .is_path = true},
    {.field = "RawBody.content_type", .is_required = true},
    {.field = "RawBody.template", .is_required = true},
    {.field = "BasicAuth.username", .is_required = true},
    {.field = "BasicAuth.password", .is_required = true},
    {.field = "HeaderAuth.name", .is_required = true},
    {.field = "HeaderAuth.value", .is_required = true},
    {.field = "QueryAuth.name", .is_required = true},
    {.field = "QueryAuth.value", .is_required = true},
    {.field = "AwsSigV4Auth.access_key_id", .is_required = true},
    {.field = "AwsSigV4Auth.secret_access_key", .is_required = true},
    {.field = "AwsSigV4Auth.region", .is_required = true},
    {.field = "AwsSigV4Auth.service", .is_required = true},
    {.field = "AzureHmacAuth.access_key", .is_required = true},
    {.field = "JwtAuth.algorithm", .is_required = true},
    {.field = "JwtAuth.key", .is_required = true},
    {.field = "JwtAuth.claims", .count = CountRange{0, 50}},
    {.field = "JwtAuth.lifetime", .duration = DurationRange{"1s", "24h"}},
    {.field = "OAuth2Auth.token_url", .is_required = true},
    {.field = "OAuth2Auth.client_id", .is_required = true},
    {.field = "OAuth2Auth.client_secret", .is_required = true},
    {.field = "HttpRule.when", .is_required = true},
    {.field = "HttpRule.outcome", .is_required = true},
    {.field = "HttpRule.reason_code", .text = kReasonCode},

    {.field = "RemoteProvider.address", .is_required = true},
    {.field = "RemoteProvider.max_calls_in_flight",
     .count = CountRange{1, 100'000}},
    {.field = "RemoteTls.ca_file", .is_path = true},
    {.field = "RemoteTls.certificate_file", .is_path = true},
    {.field = "RemoteTls.private_key_file", .is_path = true},

    {.field = "SmtpProvider.host", .is_required = true},
    {.field = "SmtpProvider.port", .count = CountRange{1, 65'535}},
    {.field = "SmtpProvider.ca_file", .is_path = true},
    {.field = "SmtpProvider.dkim", .count = CountRange{0, 4}},
    {.field = "SmtpProvider.max_connections", .count = CountRange{1, 1000}},
    {.field = "SmtpProvider.max_mails_per_connection",
     .count = CountRange{1, 100'000}},
    {.field = "SmtpProvider.idle_timeout",
     .duration = DurationRange{"0s", "10m"}},
    {.field = "SmtpProvider.max_connection_age",
     .duration = DurationRange{"1s", "24h"}},
    {.field = "SmtpAuth.username", .is_required = true},
    {.field = "SmtpAuth.password", .is_required = true},
    {.field = "DkimKey.domain", .is_required = true, .text = kDomain},
    {.field = "DkimKey.selector", .is_required = true, .text = kSelector},
    {.field = "DkimKey.private_key", .is_required = true},

    {.field = "TwilioVerifyProvider.account_sid",
     .is_required = true,
     .text = kAccountSid},
    {.field = "TwilioVerifyProvider.api_key_sid", .text = kApiKeySid},
    {.field = "TwilioVerifyProvider.auth_token", .is_required = true},
    {.field = "TwilioVerifyProvider.service_sid",
     .is_required = true,
     .text = kServiceSid},
    {.field = "TwilioVerifyProvider.template_sid", .text = kTemplateSid},
    {.field = "TwilioVerifyProvider.tags", .count = CountRange{0, 10}},

    {.field = "TwilioMessagingProvider.account_sid",
     .is_required = true,
     .text = kAccountSid},
    {.field = "TwilioMessagingProvider.api_key_sid", .text = kApiKeySid},
    {.field = "TwilioMessagingProvider.auth_token", .is_required = true},
    {.field = "TwilioMessagingProvider.messaging_service_sid",
     .text = kMessagingSid},
    {.field = "TwilioMessagingProvider.validity_period",
     .duration = DurationRange{"1s", "10h"}},
    {.field = "TwilioMessagingProvider.ring_timeout",
     .duration = DurationRange{"1s", "10m"}},
};

constexpr std::string_view kRequiredOneofs[] = {
    "Provider.kind", "Secret.source", "HttpAuth.scheme",
    "ParameterValue.value"};

}  // namespace

std::span<const FieldRule> FieldRules() { return kFieldRules; }

std::span<const std::string_view> RequiredOneofs() { return kRequiredOneofs; }

}  // namespace herald
