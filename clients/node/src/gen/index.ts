// SPDX-License-Identifier: Apache-2.0
export * from "./herald/v1/context.js";
export * from "./herald/v1/explanation.js";
export * from "./herald/v1/guard.js";
export * from "./herald/v1/notification.js";
export * from "./herald/v1/notification_handler_service.client.js";
export * from "./herald/v1/notification_handler_service.js";
export * from "./herald/v1/notification_service.client.js";
export * from "./herald/v1/notification_service.js";
export * from "./herald/v1/outcome.js";
export * from "./herald/v1/sandbox_service.client.js";
export * from "./herald/v1/sandbox_service.js";
